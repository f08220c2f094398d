import { type ProcessInfo, programName } from '../../shared/domain/process.ts'
import { isEditorWindow } from '../editor-window.ts'
import type { ProcessMatch } from '../provider.ts'

/** The editor's main program: `code` on Linux, `Code` on Windows and newer versions for macOS, and its editions. */
const EDITOR =
  /^(?:code(?:-insiders|-oss)?|codium(?:-insiders)?|Code(?: - Insiders| - OSS)?|VSCodium(?: - Insiders)?)$/
/** On macOS it was called after the framework that it is built with. */
const EDITOR_ON_MACOS = /\/(?:Visual Studio Code|VSCodium)(?: - Insiders)?\.app\/Contents\/MacOS\/Electron$/
/** Commands of the program of the same name that comes without a window. */
const WITHOUT_WINDOW: ReadonlySet<string | undefined> = new Set(['tunnel', 'serve-web'])

/** The main process of an editor, which hosts all of its windows. */
export function matchEditorProcess(
  process: ProcessInfo,
  parent: ProcessInfo | undefined,
): ProcessMatch | undefined {
  if (WITHOUT_WINDOW.has(process.argv[1]) || !isEditorWindow(process, parent, isEditor)) return undefined
  return { role: 'host', sessionHint: undefined }
}

function isEditor(path: string): boolean {
  return EDITOR.test(programName(path)) || EDITOR_ON_MACOS.test(path)
}
