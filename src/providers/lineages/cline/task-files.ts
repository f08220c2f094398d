import { type JsonObject, objectsOf, textOf } from '../../json-values.ts'
import { isAbsolutePath } from '../../paths.ts'

/** Tools that work on files. */
const FILE_TOOLS: ReadonlyMap<string, 'read' | 'write'> = new Map([
  ['readFile', 'read'],
  ['editedExistingFile', 'write'],
  ['newFileCreated', 'write'],
  ['fileDeleted', 'write'],
  ['appliedDiff', 'write'],
  ['insertContent', 'write'],
  ['searchAndReplace', 'write'],
])
/** Where a call that works on several files at once lists them. */
const BATCHES = ['batchFiles', 'batchDiffs'] as const

/** A file that a call reads or writes. */
export interface TouchedFile {
  readonly path: string
  readonly access: 'read' | 'write'
}

/** Files that a row about a tool names. */
export function touchedBy(tool: string, row: JsonObject): readonly TouchedFile[] {
  const access = FILE_TOOLS.get(tool)
  if (access === undefined) return []
  const listed = BATCHES.flatMap((name) => objectsOf(row[name]))
  const paths = (listed.length > 0 ? listed : [row]).map((file) => pathOf(tool, file))
  return paths.flatMap((path) => (path === undefined ? [] : [{ path, access }]))
}

/** Paths are relative to the task's folder; a file that was read is named absolutely, in place of its content. */
function pathOf(tool: string, file: JsonObject): string | undefined {
  const content = tool === 'readFile' ? textOf(file['content']) : undefined
  return content !== undefined && isAbsolutePath(content) && !content.includes('\n')
    ? content
    : textOf(file['path'])
}
