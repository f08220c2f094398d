import type { ModelResponse, TranscriptSink } from '../../shared/domain/transcript.ts'
import { isUuid } from './ids.ts'
import type { TokenCount, UsageRecord } from './records.ts'
import { countedResponseKey, EMPTY_HASH, recordedResponseKey, rollHash } from './response-keys.ts'
import type { State } from './state.ts'
import { addedUsage, isNothing, tokenCounts, type Usage } from './usage.ts'

const UNKNOWN_MODEL = 'unknown'

/** Tells the response that a `token_usage_record` of this thread reports. */
export function takeUsageRecord(state: State, sink: TranscriptSink, record: UsageRecord, at: number): void {
  const { ownId } = state.lineage
  const threadId = record.threadId ?? ownId
  if (ownId !== undefined && threadId !== ownId) {
    state.usage.foreignRecord = true
    return
  }
  state.usage.isRecorded = true
  if (isNothing(record.usage)) return
  const responseId = record.responseId ?? rolledKey(state, record.usage, record.usage, at)
  const key = recordedResponseKey(threadId ?? 'thread', responseId)
  tellResponse(state, sink, { key, at, usage: record.usage, model: undefined, context: record.usage.total })
}

/** Tells the response that a step of the running total shows, and what fills the context since. */
export function takeTokenCount(state: State, sink: TranscriptSink, count: TokenCount, at: number): boolean {
  const { usage } = state
  usage.limitedUntil = count.limitedUntil ?? usage.limitedUntil
  tellWindow(state, sink, count.window)
  if (!count.total) return false
  const added = addedUsage(count.total, count.last, usage.previous)
  usage.previous = count.total
  const context = count.last?.total
  if (added && !isCovered(state) && !isNothing(added)) {
    const key = rolledKey(state, count.total, added, at)
    tellResponse(state, sink, { key, at, usage: added, model: count.model, context })
  }
  if (added) usage.foreignRecord = false
  tellContext(state, sink, context, at)
  return true
}

/** True where a usage record already told the tokens of the next step. */
function isCovered(state: State): boolean {
  return state.usage.isRecorded || state.usage.foreignRecord
}

/**
 * The key of the next counted row. Where neither a turn nor a thread is known, the row's time stands in: such
 * a file names nothing that a copy of it could be recognised by.
 */
function rolledKey(state: State, total: Usage, added: Usage, at: number): string {
  const { usage, turn, lineage } = state
  const turnId = turn.id !== undefined && isUuid(turn.id) ? turn.id : undefined
  const anchor = turnId ?? lineage.rootId ?? `at-${at}`
  const hash = usage.anchor === anchor ? usage.hash : EMPTY_HASH
  const rolled = rollHash(hash, total, added)
  usage.anchor = anchor
  usage.hash = rolled
  return countedResponseKey(anchor, rolled)
}

interface MeteredResponse {
  readonly key: string
  readonly at: number
  readonly usage: Usage
  readonly model: string | undefined
  readonly context: number | undefined
}

function tellResponse(state: State, sink: TranscriptSink, metered: MeteredResponse): void {
  const { isSubagent } = state.lineage
  const context = isSubagent || !metered.context ? undefined : metered.context
  if (context !== undefined) state.usage.context = context
  const response: ModelResponse = {
    key: metered.key,
    model: metered.model ?? state.known.model ?? UNKNOWN_MODEL,
    at: metered.at,
    counts: tokenCounts(metered.usage),
    cacheWrite1h: 0,
    reasoning: Math.min(metered.usage.reasoning, metered.usage.output),
    contextUsed: context,
    sidechain: isSubagent,
  }
  sink.response(response)
}

/** A total repeated after a compaction has an estimate of the new context in place of the last response's. */
function tellContext(state: State, sink: TranscriptSink, context: number | undefined, at: number): void {
  if (state.lineage.isSubagent || !context || context === state.usage.context) return
  state.usage.context = context
  sink.context(context, at)
}

export function tellWindow(state: State, sink: TranscriptSink, window: number | undefined): void {
  if (state.lineage.isSubagent || !window || window === state.known.window) return
  state.known.window = window
  sink.contextWindow(window)
}
