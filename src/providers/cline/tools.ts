import type { ToolOutcome } from '../../shared/domain/transcript.ts'
import { isJsonObject, type JsonObject, listOf, textOf } from '../json-values.ts'

/** A call that waits for its result. */
export interface OpenCall {
  readonly name: string
  readonly input: JsonObject
}

/** A file that a call reads or writes, as its arguments spell it. */
export interface Touched {
  readonly path: string
  readonly access: 'read' | 'write'
}

const PATCHED = /^\*\*\* (?:(?:Add|Update|Delete) File|Move to): (.+)$/gm
/** More files than this in one patch are no patch of a person's repository. */
const MOST_PATCHED = 1000

/** Files that a call touches if it succeeds. */
export function touchedBy({ name, input }: OpenCall): readonly Touched[] {
  if (name === 'read_files') return listOf(input['files']).flatMap((file) => readFile(file))
  if (name === 'apply_patch') return patchedFiles(textOf(input['input']) ?? textOf(input['patch']) ?? '')
  const path = textOf(input['path'])
  return name === 'editor' && path !== undefined ? [{ path, access: 'write' }] : []
}

function readFile(file: unknown): readonly Touched[] {
  const path = isJsonObject(file) ? textOf(file['path']) : file
  return typeof path === 'string' && path !== '' ? [{ path, access: 'read' }] : []
}

function patchedFiles(patch: string): readonly Touched[] {
  const paths = [...patch.matchAll(PATCHED)].slice(0, MOST_PATCHED).flatMap((match) => match[1]?.trim() || [])
  return [...new Set(paths)].map((path) => ({ path, access: 'write' }))
}

/** How a `tool_result` says that its tool went. A tool that does several things lists what became of each. */
export function outcomeOf(result: JsonObject): ToolOutcome {
  if (result['is_error'] === true) return 'error'
  const hasFailed = listOf(result['content']).some((one) => isJsonObject(one) && one['success'] === false)
  return hasFailed ? 'error' : 'ok'
}
