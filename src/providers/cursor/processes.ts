import { type ProcessInfo, programName } from '../../shared/domain/process.ts'
import type { ProcessMatch } from '../provider.ts'

/** The editor's main program: `Cursor` on macOS and Windows, `cursor` on Linux. */
const EDITOR = /^[Cc]ursor$/
/** Chromium names the kind of each helper. On Linux it rewrites a helper's arguments into a single one. */
const HELPER_TYPE = /(?:^|\s)--type=/
/** The `cursor` command runs this script in the editor's program, hands its arguments over and ends. */
const COMMAND_SCRIPT = /[\\/]out[\\/]cli\.js$/

/**
 * The main process of an editor. Everything else that runs the same program is a helper: a process of Chromium's, or a
 * script (an extension host, a language server) that one of the editor's own processes started.
 */
export function matchCursorProcess(
  process: ProcessInfo,
  parent: ProcessInfo | undefined,
): ProcessMatch | undefined {
  if (!runsEditor(process) || (parent !== undefined && runsEditor(parent))) return undefined
  const isHelper = process.argv.some((word) => HELPER_TYPE.test(word))
  const isCommand = process.argv.slice(1).some((word) => COMMAND_SCRIPT.test(word))
  return isHelper || isCommand ? undefined : { role: 'host', sessionHint: undefined }
}

function runsEditor({ exe, argv, zombie }: ProcessInfo): boolean {
  const called = exe ?? argv[0]
  return !zombie && called !== undefined && EDITOR.test(programName(called))
}
