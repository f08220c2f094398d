import { type ProcessInfo, programName } from '../../shared/domain/process.ts'
import { isEditorWindow } from '../editor-window.ts'
import type { ProcessMatch } from '../provider.ts'

/** The editor's main program: `Cursor` on macOS and Windows, `cursor` on Linux. */
const EDITOR = /^[Cc]ursor$/

/** The main process of an editor, which hosts all of its windows. */
export function matchCursorProcess(
  process: ProcessInfo,
  parent: ProcessInfo | undefined,
): ProcessMatch | undefined {
  const isWindow = isEditorWindow(process, parent, (path) => EDITOR.test(programName(path)))
  return isWindow ? { role: 'host', sessionHint: undefined } : undefined
}
