import type { ToolOutcome, TranscriptSink } from '../../shared/domain/transcript.ts'
import { isJsonObject, type JsonObject, objectOf, parseJson, textOf } from '../json-values.ts'
import { absolutePath, localPath } from '../paths.ts'

/** Tools of the command line, and of the editors. */
const FILE_TOOLS: ReadonlyMap<string, 'read' | 'write'> = new Map([
  ['Read', 'read'],
  ['Write', 'write'],
  ['Edit', 'write'],
  ['MultiEdit', 'write'],
  ['read_file', 'read'],
  ['create_new_file', 'write'],
  ['edit_existing_file', 'write'],
  ['single_find_and_replace', 'write'],
  ['multi_edit', 'write'],
])
const PATH_FIELDS = ['filepath', 'file_path'] as const
export const OUTCOMES: ReadonlyMap<string, ToolOutcome> = new Map([
  ['done', 'ok'],
  ['errored', 'error'],
  ['canceled', 'rejected'],
])

/** Tells the call of a tool. Answers how it ended; `undefined` where it is still open. */
export function tellTool(
  state: JsonObject,
  { at, cwd }: { readonly at: number; readonly cwd: string | undefined },
  sink: TranscriptSink,
): ToolOutcome | undefined {
  const call = objectOf(state['toolCall'])
  const id = textOf(state['toolCallId']) ?? textOf(call['id']) ?? ''
  const name = textOf(objectOf(call['function'])['name']) ?? ''
  sink.toolCall(id, name, at)
  const outcome = OUTCOMES.get(textOf(state['status']) ?? '')
  if (outcome === undefined) return undefined
  sink.toolResult(id, outcome, at)
  const access = FILE_TOOLS.get(name)
  const path = outcome === 'ok' && access ? pathIn(argumentsOf(state)) : undefined
  if (access && path !== undefined) sink.file(absolutePath(path, cwd), access)
  return outcome
}

function argumentsOf(state: JsonObject): JsonObject {
  const parsed = state['parsedArgs']
  if (isJsonObject(parsed)) return parsed
  const text = textOf(objectOf(objectOf(state['toolCall'])['function'])['arguments'])
  return objectOf(text === undefined ? undefined : parseJson(text))
}

function pathIn(given: JsonObject): string | undefined {
  const [path] = PATH_FIELDS.flatMap((field) => textOf(given[field]) ?? [])
  return path === undefined ? undefined : localPath(path)
}
