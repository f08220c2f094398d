import type { LineOutcome, TranscriptSink, TurnPhase } from '../../shared/domain/transcript.ts'
import type { DocumentFile } from '../provider.ts'
import { isJsonObject, type JsonObject, objectOf, objectsOf, textOf, tokensOf } from '../json-values.ts'
import { localPath } from '../paths.ts'
import { asksSubagent, type OpenCall, openCall, outcomeOf } from './tools.ts'
import { instantOf, ledgerOf, type Usage, usageOf } from './usage.ts'

export type OutcomeCounts = Record<LineOutcome, number>

const BRANCH = /^refs\/heads\//

/** One thread while it is told. */
interface Telling {
  readonly sink: TranscriptSink
  readonly id: string
  readonly cwd: string | undefined
  /** Calls without a result, by their id. */
  readonly open: Map<string, OpenCall>
  /** Time of the last message that has one, in epoch milliseconds. */
  at: number
  phase: TurnPhase | undefined
  /** True where some answer's usage stands nowhere. */
  lacksUsage: boolean
}

/** Tells all of one thread. Answers what became of each message. */
export function tellThread(
  file: DocumentFile,
  id: string,
  thread: JsonObject,
  sink: TranscriptSink,
): OutcomeCounts {
  const outcomes: OutcomeCounts = { used: 0, ignored: 0, unknown: 0, malformed: 0 }
  const telling = beginTelling(file, id, thread, sink)
  const messages = Array.isArray(thread['messages']) ? thread['messages'] : []
  const usages = messages.map((message) => usageOf(objectOf(message)))
  // Some versions write both: one of them counts.
  const hasLedger = usages.every((usage) => usage === undefined) && tellLedger(telling, thread)
  for (const [index, message] of messages.entries()) {
    outcomes[isJsonObject(message) ? tellMessage(telling, message, index, hasLedger) : 'malformed']++
  }
  if (telling.lacksUsage) sink.usageIncomplete()
  if (telling.phase !== undefined) sink.phase(telling.phase, telling.at)
  return outcomes
}

function beginTelling(file: DocumentFile, id: string, thread: JsonObject, sink: TranscriptSink): Telling {
  const initial = objectOf(objectOf(thread['env'])['initial'])
  const [tree = {}, ...others] = objectsOf(initial['trees'])
  // With several folders, none of them is the thread's.
  const cwd = others.length === 0 ? localPath(textOf(tree['uri']) ?? '') || undefined : undefined
  const at = instantOf(thread['created']) ?? file.madeAt
  sink.session(id)
  sink.born(at)
  sink.seen(at)
  if (cwd !== undefined) sink.workingDirectory(cwd)
  const branch = textOf(objectOf(tree['repository'])['ref'])
  if (cwd !== undefined && branch !== undefined && BRANCH.test(branch)) {
    const name = branch.replace(BRANCH, '')
    if (name !== '') sink.branch(name)
  }
  const version = textOf(objectOf(initial['platform'])['clientVersion'])
  if (version !== undefined) sink.version(version)
  const title = textOf(thread['title'])
  if (title !== undefined) sink.title('assistant', title)
  return { sink, id, cwd, open: new Map(), at, phase: undefined, lacksUsage: false }
}

/** Tells the usage that stands beside the messages. Answers whether there was any. */
function tellLedger(telling: Telling, thread: JsonObject): boolean {
  const ledger = ledgerOf(thread)
  for (const [index, usage] of ledger.entries()) {
    if (usage) tellUsage(telling, usage, `ledger:${index}`)
    else telling.lacksUsage = true
  }
  return ledger.length > 0
}

function tellMessage(telling: Telling, message: JsonObject, index: number, hasLedger: boolean): LineOutcome {
  const { role } = message
  if (role !== 'user' && role !== 'assistant') return 'unknown'
  const usage = usageOf(message)
  const at = instantOf(objectOf(message['meta'])['sentAt']) ?? usage?.at
  if (at !== undefined) {
    telling.at = at
    telling.sink.seen(at)
  }
  if (role === 'user') {
    tellUser(telling, message)
    return 'used'
  }
  if (usage) tellUsage(telling, usage, `${tokensOf(message['messageId']) ?? index}`)
  const isKnown = tellAnswer(telling, message)
  if (!usage && !hasLedger && telling.phase !== 'model-working') telling.lacksUsage = true
  return isKnown ? 'used' : 'unknown'
}

function tellUsage({ sink, id, at }: Telling, usage: Usage, key: string): void {
  const { model, counts, contextUsed, contextWindow } = usage
  if (contextWindow !== undefined) sink.contextWindow(contextWindow)
  sink.response({
    key: `amp:${id}:${key}`,
    model,
    at: usage.at ?? at,
    counts,
    cacheWrite1h: 0,
    reasoning: 0,
    contextUsed,
    sidechain: false,
  })
}

/** A message of the person, or one that brings the results of tools. */
function tellUser(telling: Telling, message: JsonObject): void {
  const { sink, open, at } = telling
  const blocks = objectsOf(message['content'])
  const results = blocks.filter(({ type }) => type === 'tool_result')
  for (const block of results) {
    const id = textOf(block['toolUseID']) ?? ''
    const outcome = outcomeOf(block)
    const call = open.get(id)
    if (!call || outcome === undefined) continue
    open.delete(id)
    sink.toolResult(id, outcome, at)
    if (outcome === 'ok' && call.touched) sink.file(call.touched.path, call.touched.access)
  }
  if (results.length === 0) {
    open.clear()
    sink.prompt(blocks.flatMap(({ text }) => textOf(text) ?? []).join('\n'), at)
  }
  telling.phase = open.size > 0 ? 'tool-running' : 'model-working'
}

/** Tells an answer. Answers whether its state is a known one. */
function tellAnswer(telling: Telling, message: JsonObject): boolean {
  const { sink, open, at, cwd } = telling
  open.clear()
  for (const block of objectsOf(message['content'])) {
    if (block['type'] !== 'tool_use') continue
    const id = textOf(block['id']) ?? ''
    sink.toolCall(id, textOf(block['name']) ?? '', at)
    open.set(id, openCall(block, cwd))
    if (asksSubagent(block)) telling.lacksUsage = true
  }
  const state = textOf(objectOf(message['state'])['type']) ?? 'complete'
  if (state === 'cancelled') sink.interruption(at)
  if (state === 'cancelled') telling.phase = 'interrupted'
  else if (state === 'streaming') telling.phase = 'model-working'
  else telling.phase = open.size > 0 ? 'tool-running' : 'done'
  return ['complete', 'cancelled', 'streaming'].includes(state)
}
