import { type ProcessInfo, programName } from '../../shared/domain/process.ts'
import type { ProcessMatch } from '../provider.ts'

/** The editor's main program: `code` on Linux, `Code` on Windows and newer versions for macOS, and its editions. */
const EDITOR =
  /^(?:code(?:-insiders|-oss)?|codium(?:-insiders)?|Code(?: - Insiders| - OSS)?|VSCodium(?: - Insiders)?)$/
/** On macOS it was called after the framework that it is built with. */
const EDITOR_ON_MACOS = /\/(?:Visual Studio Code|VSCodium)(?: - Insiders)?\.app\/Contents\/MacOS\/Electron$/
/** Chromium names the kind of each helper. On Linux it rewrites a helper's arguments into a single one. */
const HELPER_TYPE = /(?:^|\s)--type=/
/** The `code` command runs this script in the editor's program, hands its arguments over and ends. */
const COMMAND_SCRIPT = /[\\/]out[\\/]cli\.js$/
/** Commands of the program of the same name that comes without a window. */
const WITHOUT_WINDOW: ReadonlySet<string | undefined> = new Set(['tunnel', 'serve-web'])

/**
 * The main process of an editor. Everything else that runs the same program is a helper: a process of Chromium's, or a
 * script (an extension host, a language server) that one of the editor's own processes started.
 */
export function matchEditorProcess(
  process: ProcessInfo,
  parent: ProcessInfo | undefined,
): ProcessMatch | undefined {
  if (!runsEditor(process) || (parent !== undefined && runsEditor(parent))) return undefined
  const [, ...args] = process.argv
  const isHelper = process.argv.some((word) => HELPER_TYPE.test(word))
  const isCommand = WITHOUT_WINDOW.has(args[0]) || args.some((word) => COMMAND_SCRIPT.test(word))
  return isHelper || isCommand ? undefined : { role: 'host', sessionHint: undefined }
}

function runsEditor({ exe, argv, zombie }: ProcessInfo): boolean {
  const called = exe ?? argv[0]
  if (zombie || called === undefined) return false
  return EDITOR.test(programName(called)) || EDITOR_ON_MACOS.test(called)
}
