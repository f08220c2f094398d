import type { ToolOutcome } from '../../shared/domain/transcript.ts'
import { isJsonObject, type JsonObject, objectOf, parseJson, textOf } from '../json-values.ts'

/** A file that a tool was told to read or write, as its arguments spell it. */
export interface Touched {
  readonly path: string
  readonly access: 'read' | 'write'
}

const READERS = new Set(['view'])
const WRITERS = new Set(['create', 'edit', 'str_replace_editor', 'apply_patch'])
const PATCHED = /^\*\*\* (?:(?:Add|Update|Delete) File|Move to): (.+)$/gm
/** Patches name files by the hundred at most; a longer list is no patch of a person's repository. */
const MOST_PATCHED = 1000

/** Files that a call would touch if it succeeds. Arguments are an object, or its JSON, or the bare patch. */
export function touchedBy(tool: string, args: unknown): readonly Touched[] {
  const isReader = READERS.has(tool)
  if (!isReader && !WRITERS.has(tool)) return []
  const fields = fieldsOf(args)
  const path = textOf(fields['path']) ?? textOf(fields['file_path'])
  if (path !== undefined) {
    const isView = isReader || fields['command'] === 'view'
    return [{ path, access: isView ? 'read' : 'write' }]
  }
  const patch = textOf(args) ?? textOf(fields['patch']) ?? textOf(fields['input']) ?? ''
  return tool === 'apply_patch' ? patchedFiles(patch) : []
}

function fieldsOf(args: unknown): JsonObject {
  if (isJsonObject(args)) return args
  return typeof args === 'string' && args.startsWith('{') ? objectOf(parseJson(args)) : {}
}

function patchedFiles(patch: string): readonly Touched[] {
  const paths = [...patch.matchAll(PATCHED)].slice(0, MOST_PATCHED).flatMap((match) => match[1]?.trim() ?? [])
  return [...new Set(paths)].map((path) => ({ path, access: 'write' }))
}

const REFUSED = new Set(['rejected', 'denied'])

/** How a `tool.execution_complete` says that its tool went. A shell that ran a failing command succeeds itself. */
export function outcomeOf(data: JsonObject): ToolOutcome {
  const code = textOf(objectOf(data['error'])['code'])
  if (data['success'] !== true) return code !== undefined && REFUSED.has(code) ? 'rejected' : 'error'
  const exitCode = objectOf(data['shellExecution'])['exitCode']
  return typeof exitCode === 'number' && exitCode !== 0 ? 'error' : 'ok'
}

/** True where a `view` showed something else than a file. */
export function showedFolder(data: JsonObject): boolean {
  const viewed = textOf(objectOf(objectOf(data['toolTelemetry'])['properties'])['viewType'])
  return viewed !== undefined && viewed !== 'file'
}
