import type { LineOutcome, TranscriptSink } from '../../shared/domain/transcript.ts'
import { type JsonObject, objectOf, textOf, tokensOf } from '../json-values.ts'
import type { Row } from './row.ts'
import type { State } from './state.ts'
import { type Usage, usageOf } from './usage.ts'

/** Requests of the conversation itself. Others (a sub-agent's, a background one's) have a context of their own. */
const CONVERSATION = 'conversation-agent'
const COMPACTION = 'conversation-compaction'
/** Names the choice of a model, not a model. */
const AUTO_MODEL = 'auto'

export function tellModel(state: State, sink: TranscriptSink, model: string | undefined): void {
  if (model === undefined || model === AUTO_MODEL || model === state.known.model) return
  state.known.model = model
  sink.model(model)
}

export function tellWindow(state: State, sink: TranscriptSink, window: unknown): void {
  const tokens = tokensOf(window)
  if (tokens === undefined || tokens === 0 || tokens === state.known.window) return
  state.known.window = tokens
  sink.contextWindow(tokens)
}

/** Tells Copilot's own count of the context; false where the record has none. */
export function tellContext(sink: TranscriptSink, used: unknown, at: number): boolean {
  const tokens = tokensOf(used)
  if (tokens === undefined || tokens === 0) return false
  sink.context(tokens, at)
  return true
}

/** One request, as it was billed. The session whose request it was stands in it, and stays so in a copy. */
export function takeUsageRecord(state: State, sink: TranscriptSink, row: Row, at: number): LineOutcome {
  const fields = objectOf(row.data['usage'])
  const usage = usageOf(fields)
  if (!usage) return 'malformed'
  const accounting = objectOf(fields['accounting'])
  const source = textOf(accounting['sourceSessionId']) ?? state.headerId ?? state.ownId ?? ''
  const call =
    textOf(fields['apiCallId']) ?? textOf(accounting['usageId']) ?? tokensOf(accounting['sequence']) ?? row.id
  const interaction = textOf(fields['interactionType']) ?? CONVERSATION
  const isMain = row.agentId === undefined && interaction === CONVERSATION
  const model = textOf(fields['model'])
  state.usage.isRecorded = true
  if (interaction === COMPACTION) state.usage.isCompactionRecorded = true
  if (isMain) {
    tellModel(state, sink, model)
    tellWindow(state, sink, fields['maxPromptTokens'])
  }
  sink.response({
    ...billed(usage, `${source}:${call ?? at}`, model ?? state.known.model, at),
    contextUsed: isMain ? usage.total : undefined,
    sidechain: !isMain,
  })
  return 'used'
}

/** The request that makes a compaction's summary stands in no usage record, and not in the sums of a run. */
export function takeCompactionUsage(state: State, sink: TranscriptSink, row: Row, at: number): void {
  const fields = objectOf(row.data['compactionTokensUsed'])
  const usage = usageOf(fields)
  const isRecorded = state.usage.isCompactionRecorded
  state.usage.isCompactionRecorded = false
  if (!usage || isRecorded) return
  const attempt = textOf(row.data['compactionAttemptId']) ?? row.id ?? at
  const model = textOf(fields['model']) ?? state.known.model
  const response = billed(usage, `${sourceOf(state)}:compaction:${attempt}`, model, at)
  sink.response({ ...response, contextUsed: undefined, sidechain: false })
  restoreModel(state, sink, response.model)
}

/** Versions without usage records (before about 1.0.9x) say what a run used only when it ends. */
export function takeRunUsage(state: State, sink: TranscriptSink, row: Row, at: number): void {
  if (state.usage.isRecorded) return
  const snapshot = objectOf(row.data['accountingSnapshot'])
  for (const [model, metrics] of Object.entries(
    objectOf(row.data['modelMetrics'] ?? snapshot['modelMetrics']),
  )) {
    const usage = usageOf(objectOf(objectOf(metrics)['usage']))
    if (!usage) continue
    const response = billed(usage, `${sourceOf(state)}:run:${row.id ?? at}:${model}`, model, at)
    sink.response({ ...response, contextUsed: undefined, sidechain: false })
    restoreModel(state, sink, model)
  }
}

function billed(usage: Usage, key: string, model: string | undefined, at: number) {
  const { counts, reasoning } = usage
  return { key: `copilot:${key}`, model: model ?? 'unknown', at, counts, cacheWrite1h: 0, reasoning }
}

function sourceOf(state: State): string {
  return state.headerId ?? state.ownId ?? ''
}

/** A side request's model is not the conversation's. */
function restoreModel(state: State, sink: TranscriptSink, told: string): void {
  const { model } = state.known
  if (model !== undefined && model !== told) sink.model(model)
}

/** Copilot's own count of the context beside a tool's result. */
export function takeTelemetry(state: State, sink: TranscriptSink, data: JsonObject, at: number): boolean {
  const metrics = objectOf(objectOf(data['toolTelemetry'])['metrics'])
  tellWindow(state, sink, metrics['context_token_limit'])
  return tellContext(sink, metrics['context_current_tokens'], at)
}
