import type { LineOutcome, ToolOutcome, TranscriptSink, TurnPhase } from '../../shared/domain/transcript.ts'
import { isJsonObject, type JsonObject, objectOf, objectsOf, parseObject, textOf } from '../json-values.ts'
import { absolutePath, localPath } from '../paths.ts'

/** A chat while its messages are told, one after the other. */
export interface Telling {
  readonly sink: TranscriptSink
  readonly cwd: string | undefined
  /** Calls whose results are not there yet, by id. */
  readonly open: Map<string, JsonObject>
  model: string | undefined
  phase: TurnPhase | undefined
}

const FILE_TOOLS: ReadonlyMap<string, 'read' | 'write'> = new Map([
  ['Read', 'read'],
  ['Write', 'write'],
  ['Edit', 'write'],
  ['MultiEdit', 'write'],
  ['StrReplace', 'write'],
  ['Delete', 'write'],
])
const PATH_FIELDS = ['path', 'file_path', 'filePath', 'target_file']
const QUERY = /<user_query>([\s\S]*?)<\/user_query>/
/** What Cursor itself says to the model in a person's place. */
const INJECTED = /^\s*<[a-z_]+>/

/** Tells one message. `at` is the nearest time that is known, in epoch milliseconds. */
export function tellMessage(telling: Telling, message: Buffer, at: number): LineOutcome {
  const fields = parseObject(message.toString('utf8'))
  if (!fields) return 'malformed'
  const role = textOf(fields['role'])
  if (role === 'system') return 'ignored'
  if (role === 'user') return tellPrompt(telling, fields, at)
  if (role === 'assistant') return tellAnswer(telling, fields, at)
  if (role === 'tool') return tellResults(telling, fields, at)
  return 'unknown'
}

function tellPrompt(telling: Telling, fields: JsonObject, at: number): LineOutcome {
  const { prompt } = promptIn(textsIn(fields))
  if (prompt === '') return 'ignored'
  telling.sink.prompt(prompt, at)
  // Calls that the turn before left open will not be answered any more.
  telling.open.clear()
  telling.phase = 'model-working'
  return 'used'
}

/** The text of a user's message. */
export function textsIn(fields: JsonObject): string {
  const content = textOf(fields['content'])
  if (content !== undefined) return content
  return objectsOf(fields['content'])
    .flatMap((block) => (block['type'] === 'text' ? (textOf(block['text']) ?? []) : []))
    .join('\n')
}

/** What a person asked in a user's message, and what Cursor itself says before it or in its place; each may be empty. */
export function promptIn(text: string): { readonly prompt: string; readonly around: string } {
  const query = QUERY.exec(text)
  if (query) return { prompt: (query[1] ?? '').trim(), around: text.slice(0, query.index).trim() }
  return INJECTED.test(text) ? { prompt: '', around: text.trim() } : { prompt: text.trim(), around: '' }
}

function tellAnswer(telling: Telling, fields: JsonObject, at: number): LineOutcome {
  for (const block of objectsOf(fields['content'])) {
    const { cursor: options } = objectOf(block['providerOptions'])
    if (isJsonObject(options)) takeModel(telling, textOf(options['modelName']))
    if (block['type'] !== 'tool-call') continue
    const id = textOf(block['toolCallId']) ?? ''
    telling.open.set(id, block)
    telling.sink.toolCall(id, textOf(block['toolName']) ?? '', at)
  }
  telling.phase = telling.open.size > 0 ? 'tool-running' : 'done'
  return 'used'
}

export function takeModel(telling: Telling, model: string | undefined): void {
  if (model === undefined || model === telling.model) return
  telling.model = model
  telling.sink.model(model)
}

function tellResults(telling: Telling, fields: JsonObject, at: number): LineOutcome {
  const results = objectsOf(fields['content']).filter((block) => block['type'] === 'tool-result')
  for (const result of results) {
    const id = textOf(result['toolCallId']) ?? ''
    const call = telling.open.get(id)
    telling.open.delete(id)
    const outcome: ToolOutcome = result['isError'] === true ? 'error' : 'ok'
    telling.sink.toolResult(id, outcome, at)
    if (call && outcome === 'ok') tellFile(telling, call)
  }
  telling.phase = telling.open.size > 0 ? 'tool-running' : 'model-working'
  return results.length > 0 ? 'used' : 'ignored'
}

function tellFile({ sink, cwd }: Telling, call: JsonObject): void {
  const access = FILE_TOOLS.get(textOf(call['toolName']) ?? '')
  const args = objectOf(call['args'])
  const [named] = PATH_FIELDS.flatMap((field) => textOf(args[field]) ?? [])
  const path = named === undefined ? undefined : localPath(named)
  if (access && path !== undefined) sink.file(absolutePath(path, cwd), access)
}
