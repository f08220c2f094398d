import type { ToolOutcome, TranscriptSink } from '../../shared/domain/transcript.ts'
import { isJsonObject, type JsonObject, parseObject, textOf } from '../json-values.ts'
import { absolutePath, localPath } from '../paths.ts'

/** Tools that work on one file, without the number of their version. */
const FILE_TOOLS: ReadonlyMap<string, 'read' | 'write'> = new Map([
  ['read_file', 'read'],
  ['edit_file', 'write'],
  ['search_replace', 'write'],
  ['write', 'write'],
  ['delete_file', 'write'],
])
/** Where their arguments name it, across versions. */
const PATH_FIELDS = ['target_file', 'targetFile', 'file_path', 'relativeWorkspacePath', 'path']
export const OUTCOMES: ReadonlyMap<string, ToolOutcome> = new Map([
  ['completed', 'ok'],
  ['success', 'ok'],
  ['error', 'error'],
  ['failed', 'error'],
  ['cancelled', 'rejected'],
  ['canceled', 'rejected'],
  ['rejected', 'rejected'],
])

/** Tells the call of a tool. Answers whether it is still open. */
export function tellTool(
  tool: JsonObject,
  { bubbleId, at, cwd }: { readonly bubbleId: string; readonly at: number; readonly cwd: string | undefined },
  sink: TranscriptSink,
): boolean {
  const id = textOf(tool['toolCallId']) ?? bubbleId
  const name = textOf(tool['name']) ?? ''
  sink.toolCall(id, name, at)
  const outcome = OUTCOMES.get(textOf(tool['status']) ?? '')
  if (outcome === undefined) return true
  sink.toolResult(id, outcome, at)
  const access = FILE_TOOLS.get(name.replace(/_v\d+$/, ''))
  const path = access && pathOf(tool)
  if (outcome === 'ok' && access && path !== undefined) sink.file(absolutePath(path, cwd), access)
  return false
}

/** What the model asked for, else what the editor made of it. */
function pathOf(tool: JsonObject): string | undefined {
  const named = [argumentsIn(tool, 'rawArgs'), argumentsIn(tool, 'params')].flatMap((given) =>
    PATH_FIELDS.flatMap((field) => textOf(given[field]) ?? []),
  )
  return named[0] === undefined ? undefined : localPath(named[0])
}

/** Arguments are JSON in a text, or an object. */
function argumentsIn(tool: JsonObject, name: string): JsonObject {
  const value = tool[name]
  if (isJsonObject(value)) return value
  return (typeof value === 'string' ? parseObject(value) : undefined) ?? {}
}
