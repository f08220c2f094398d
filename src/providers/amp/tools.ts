import type { ToolOutcome } from '../../shared/domain/transcript.ts'
import { type JsonObject, objectOf, textOf } from '../json-values.ts'
import { absolutePath, localPath } from '../paths.ts'

const FILE_TOOLS: ReadonlyMap<string, 'read' | 'write'> = new Map([
  ['Read', 'read'],
  ['read_file', 'read'],
  ['create_file', 'write'],
  ['edit_file', 'write'],
])
/** Tools that ask a model of their own, whose usage stands nowhere. */
const SUBAGENTS: ReadonlySet<string> = new Set([
  'Task',
  'codebase_search_agent',
  'finder',
  'librarian',
  'oracle',
])
const OUTCOMES: ReadonlyMap<string, ToolOutcome> = new Map([
  ['done', 'ok'],
  ['error', 'error'],
  ['cancelled', 'rejected'],
  ['rejected-by-user', 'rejected'],
])

/** A call whose result is not there yet. */
export interface OpenCall {
  /** The file that it works on, where it names one. */
  readonly touched: { readonly path: string; readonly access: 'read' | 'write' } | undefined
}

export function openCall(block: JsonObject, cwd: string | undefined): OpenCall {
  const access = FILE_TOOLS.get(textOf(block['name']) ?? '')
  const named = textOf(objectOf(block['input'])['path'])
  const path = named === undefined ? undefined : localPath(named)
  return { touched: access && path !== undefined ? { path: absolutePath(path, cwd), access } : undefined }
}

/** How a call ended; `undefined` while it runs. */
export function outcomeOf(block: JsonObject): ToolOutcome | undefined {
  return OUTCOMES.get(textOf(objectOf(block['run'])['status']) ?? '')
}

export function asksSubagent(block: JsonObject): boolean {
  return SUBAGENTS.has(textOf(block['name']) ?? '')
}
