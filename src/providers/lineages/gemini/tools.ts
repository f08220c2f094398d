import type { ToolOutcome } from '../../../shared/domain/transcript.ts'
import { absolutePath } from '../../paths.ts'
import { type JsonObject, textOf } from '../../json-values.ts'

/** Statuses of a call that has ended. Any other one is still on its way. */
const OUTCOMES: ReadonlyMap<unknown, ToolOutcome> = new Map([
  ['success', 'ok'],
  ['error', 'error'],
  ['cancelled', 'rejected'],
])

/** Tools that touch the one file which their arguments name. */
const FILE_TOOLS: ReadonlyMap<string, 'read' | 'write'> = new Map([
  ['read_file', 'read'],
  ['write_file', 'write'],
  ['replace', 'write'],
  ['edit', 'write'],
  ['notebook_edit', 'write'],
])
const PATH_ARGUMENTS = ['file_path', 'absolute_path', 'path', 'notebook_path']

/** How a call went, by its `status`; `undefined` while it has none that ends it. */
export function outcomeOf(status: unknown): ToolOutcome | undefined {
  return OUTCOMES.get(status)
}

export interface TouchedFile {
  readonly path: string
  readonly access: 'read' | 'write'
}

/**
 * The file that a call of a tool touches, where it is one that names a single file. A relative path is seen
 * from the session's folder, where that is known.
 */
export function touchedFile(
  name: string,
  args: JsonObject,
  cwd: string | undefined,
): TouchedFile | undefined {
  const access = FILE_TOOLS.get(name)
  const path = PATH_ARGUMENTS.map((argument) => textOf(args[argument])).find((path) => path !== undefined)
  return access === undefined || path === undefined ? undefined : { path: absolutePath(path, cwd), access }
}
