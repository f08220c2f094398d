import { type ProcessInfo, programName } from '../../shared/domain/process.ts'
import { isEditorWindow } from '../editor-window.ts'
import type { ProcessMatch } from '../provider.ts'

/** The editor was renamed; the command line of the new name is another program, spelled small. */
const EDITOR = /^(?:[Ww]indsurf|Devin)$/

/** The main process of the editor, which hosts the conversations of all windows. */
export function matchWindsurfProcess(
  process: ProcessInfo,
  parent: ProcessInfo | undefined,
): ProcessMatch | undefined {
  const isWindow = isEditorWindow(process, parent, (path) => EDITOR.test(programName(path)))
  return isWindow ? { role: 'host', sessionHint: undefined } : undefined
}
