import type { LineOutcome, TranscriptSink } from '../../shared/domain/transcript.ts'
import { failureOf } from '../lineages/cline/failures.ts'
import type { OutcomeCounts } from '../lineages/cline/tell-task.ts'
import { instantOf, isJsonObject, type JsonObject, listOf, objectOf, textOf } from '../json-values.ts'
import type { Place } from './roots.ts'
import { type OpenCall, outcomeOf, touchedBy } from './tools.ts'
import { metricsOf } from './usage.ts'

/** A session while its messages are told, one after the other. */
interface Telling {
  readonly sink: TranscriptSink
  readonly isSubagent: boolean
  /** Calls whose results are not there yet, by id. */
  readonly open: Map<string, OpenCall>
  /** Time of the last message that has one, in epoch milliseconds; 0 before the first. */
  at: number
  model: string | undefined
}

/** Tools that end the turn. */
const ENDS_TURN: ReadonlySet<string> = new Set(['attempt_completion', 'submit_and_exit'])
const BORN_IN_NAME = /^(1\d{12})_/

/** Tells all of a `messages.json`. Answers what became of each message. */
export function tellSession(
  document: JsonObject,
  { sessionId, subagentOf }: Place,
  sink: TranscriptSink,
): OutcomeCounts {
  const outcomes: OutcomeCounts = { used: 0, ignored: 0, unknown: 0, malformed: 0 }
  sink.session(sessionId)
  if (subagentOf !== undefined) sink.subagentOf(subagentOf)
  const version = textOf(objectOf(document['origin'])['version'])
  if (version !== undefined) sink.version(version)
  const [, bornAt] = BORN_IN_NAME.exec(sessionId) ?? []
  // A session may begin with messages of another one; its name tells when it was made itself.
  if (subagentOf === undefined && bornAt !== undefined) sink.born(Number(bornAt))
  const telling: Telling = {
    sink,
    isSubagent: subagentOf !== undefined,
    open: new Map(),
    at: 0,
    model: undefined,
  }
  for (const message of listOf(document['messages'])) outcomes[tellMessage(telling, message)]++
  return outcomes
}

function tellMessage(telling: Telling, message: unknown): LineOutcome {
  if (!isJsonObject(message)) return 'malformed'
  const role = message['role']
  if (role !== 'user' && role !== 'assistant') return 'unknown'
  const at = instantOf(message['ts'])
  if (at !== undefined) {
    telling.at = at
    telling.sink.seen(at)
  }
  const { kind, displayOnly, displayRole } = objectOf(message['metadata'])
  if (kind === 'compaction_summary') {
    telling.sink.compaction(telling.at, undefined)
    // The summary stands in place of messages, and what those used is gone with them.
    telling.sink.usageIncomplete()
    return 'used'
  }
  if (role === 'user') return tellUserMessage(telling, message)
  takeModel(telling, message)
  if (displayRole === 'error') {
    telling.sink.error(failureOf(wordsOf(message), 'api', telling.at))
    telling.sink.phase('failed', telling.at)
    return 'used'
  }
  if (displayOnly === true || displayRole !== undefined) return 'ignored'
  tellAnswer(telling, message)
  return 'used'
}

function takeModel(telling: Telling, message: JsonObject): void {
  const model = textOf(objectOf(message['modelInfo'])['id'])
  if (model === undefined || model === telling.model) return
  telling.model = model
  telling.sink.model(model)
}

function tellUserMessage(telling: Telling, message: JsonObject): LineOutcome {
  const { sink, open, at } = telling
  const results = listOf(message['content']).filter(isJsonObject).filter(isResult)
  if (results.length > 0) {
    const ended = results.map((result) => tellResult(telling, result))
    if (open.size === 0) sink.phase(ended.includes(true) ? 'done' : 'model-working', at)
    return 'used'
  }
  // Cline itself wrote what has a kind: notices for the model.
  if (objectOf(message['metadata'])['kind'] !== undefined) return 'ignored'
  // Calls that the turn before left open will not be answered any more.
  if (open.size > 0) sink.phase('done', at)
  open.clear()
  if (!telling.isSubagent) sink.prompt(typedText(wordsOf(message)), at)
  sink.phase('model-working', at)
  return 'used'
}

function isResult(block: JsonObject): boolean {
  return block['type'] === 'tool_result'
}

/** Tells a result. Answers whether it ends the turn. */
function tellResult({ sink, open, at }: Telling, result: JsonObject): boolean {
  const id = textOf(result['tool_use_id']) ?? ''
  const call = open.get(id)
  open.delete(id)
  const outcome = outcomeOf(result)
  sink.toolResult(id, outcome, at)
  if (outcome !== 'ok' || call === undefined) return false
  for (const { path, access } of touchedBy(call)) sink.file(path, access)
  return ENDS_TURN.has(call.name)
}

function tellAnswer(telling: Telling, message: JsonObject): void {
  const { sink, open, at } = telling
  tellUsage(telling, message)
  for (const block of listOf(message['content'])) {
    if (!isJsonObject(block) || block['type'] !== 'tool_use') continue
    const id = textOf(block['id']) ?? ''
    const name = textOf(block['name']) ?? ''
    open.set(id, { name, input: objectOf(block['input']) })
    sink.toolCall(id, name, at)
  }
  sink.phase(open.size > 0 ? 'tool-running' : 'done', at)
}

function tellUsage({ sink, isSubagent, at, model }: Telling, message: JsonObject): void {
  const counts = metricsOf(objectOf(message['metrics']))
  const id = textOf(message['id'])
  if (counts === undefined || id === undefined) {
    sink.usageIncomplete()
    return
  }
  const { uncachedInput, cacheRead, cacheWrite, output } = counts
  sink.response({
    // Ids are short: with the time they stay apart, and a copied message keeps both.
    key: `message:${id}:${at}`,
    model: model ?? 'unknown',
    at,
    counts,
    cacheWrite1h: 0,
    reasoning: 0,
    contextUsed: uncachedInput + cacheRead + cacheWrite + output,
    sidechain: isSubagent,
  })
}

/** The text of a message: one string, or the text of its blocks. */
function wordsOf(message: JsonObject): string {
  const whole = textOf(message['content'])
  if (whole !== undefined) return whole
  return listOf(message['content'])
    .flatMap((block) =>
      isJsonObject(block) && block['type'] === 'text' ? (textOf(block['text']) ?? []) : [],
    )
    .join('\n')
}

/** What the person typed, without the tag that Cline puts around it. */
export function typedText(text: string): string {
  const tag = text.indexOf('<user_input')
  const start = tag < 0 ? -1 : text.indexOf('>', tag)
  const end = text.lastIndexOf('</user_input>')
  return start < 0 || end <= start ? text : text.slice(start + 1, end)
}
