import { addTokens, totalTokens } from '../../shared/domain/tokens.ts'
import type { LineOutcome, TranscriptSink, TurnPhase } from '../../shared/domain/transcript.ts'
import { failureOf } from './failures.ts'
import { type JsonObject, objectOf, objectsOf, textOf } from '../json-values.ts'
import { absolutePath } from '../paths.ts'
import type { State } from './state.ts'
import { usageOf } from './usage.ts'

/** Calls that are kept open at once; what a crashed turn left behind is forgotten beyond it. */
const MAX_OPEN_CALLS = 256
const FILE_TOOLS: ReadonlyMap<string, 'read' | 'write'> = new Map([
  ['read', 'read'],
  ['write', 'write'],
  ['edit', 'write'],
] as const)

/** A `message` row with its time, in epoch milliseconds. */
export interface Message {
  readonly fields: JsonObject
  /** Of the row; the first version had none. */
  readonly id: string | undefined
  readonly at: number
  /** True for a row of the session that this one was forked from: only what was billed is told again, to be counted once. */
  readonly isCopied: boolean
}

export function takeMessage(state: State, sink: TranscriptSink, message: Message): LineOutcome {
  switch (message.fields['role']) {
    case 'assistant':
      return takeAnswer(state, sink, message)
    case 'user':
      return message.isCopied ? 'ignored' : takePrompt(state, sink, message)
    case 'toolResult':
      return message.isCopied ? 'ignored' : takeToolResult(state, sink, message)
    case 'bashExecution':
    case 'custom':
    case 'hookMessage':
    case 'branchSummary':
    case 'compactionSummary':
      return 'ignored'
    default:
      return 'unknown'
  }
}

export function tellModel(state: State, sink: TranscriptSink, model: string | undefined): void {
  if (model === undefined || model === state.model) return
  state.model = model
  sink.model(model)
}

function enterPhase(state: State, sink: TranscriptSink, phase: TurnPhase, at: number): void {
  if (state.phase === phase) return
  state.phase = phase
  sink.phase(phase, at)
}

function takePrompt(state: State, sink: TranscriptSink, { fields, at }: Message): LineOutcome {
  const { content } = fields
  const parts = objectsOf(content).flatMap((part) => textOf(part['text']) ?? [])
  sink.prompt(typeof content === 'string' ? content : parts.join('\n'), at)
  state.failures = 0
  if (state.phase !== 'tool-running') state.openCalls = []
  if (state.openCalls.length === 0) enterPhase(state, sink, 'model-working', at)
  return 'used'
}

function takeAnswer(state: State, sink: TranscriptSink, message: Message): LineOutcome {
  const { fields, at, isCopied } = message
  tellModel(state, sink, textOf(fields['model']))
  if (!takeUsage(state, sink, message)) return 'malformed'
  if (isCopied) return 'used'
  // The model answers only once all its tools have: a result that is missing here was lost.
  state.openCalls = []
  const reason = fields['stopReason']
  if (reason === 'error') return takeFailure(state, sink, fields, at)
  state.failures = 0
  if (reason === 'aborted') {
    sink.interruption(at)
    enterPhase(state, sink, 'interrupted', at)
    return 'used'
  }
  for (const part of objectsOf(fields['content'])) {
    if (part['type'] === 'toolCall') takeCall(state, sink, part, at)
  }
  enterPhase(state, sink, state.openCalls.length > 0 ? 'tool-running' : 'done', at)
  return 'used'
}

/** Tells what an answer used, and the sums so far; false where its usage cannot be read. A failed request used nothing. */
function takeUsage(state: State, sink: TranscriptSink, { fields, id, at, isCopied }: Message): boolean {
  const usage = usageOf(objectOf(fields['usage']))
  if (!usage) return false
  const { counts, costUsd } = usage
  const contextUsed = totalTokens(counts)
  if (contextUsed === 0) return true
  const key = `pi:${at}:${textOf(fields['responseId']) ?? id ?? ''}`
  const model = state.model ?? 'unknown'
  sink.response({ key, model, at, counts, cacheWrite1h: 0, reasoning: 0, contextUsed, sidechain: false })
  const sums = addTokens(state.total.counts, counts)
  const isOthers = isCopied && state.parentId === undefined
  if (isOthers || !Number.isSafeInteger(totalTokens(sums))) return true
  state.total = { counts: sums, costUsd: state.total.costUsd + costUsd }
  sink.reportedTotal({ at, ...state.total })
  return true
}

function takeFailure(state: State, sink: TranscriptSink, fields: JsonObject, at: number): LineOutcome {
  const error = failureOf(textOf(fields['errorMessage']) ?? 'error without a message', state.failures, at)
  state.failures++
  sink.error(error)
  enterPhase(state, sink, error.kind === 'retry' ? 'model-working' : 'failed', at)
  return 'used'
}

function takeCall(state: State, sink: TranscriptSink, part: JsonObject, at: number): void {
  const id = textOf(part['id'])
  const name = textOf(part['name']) ?? 'tool'
  if (id === undefined || state.openCalls.some((call) => call.id === id)) return
  const path = textOf(objectOf(part['arguments'])['path'])
  const access = FILE_TOOLS.get(name)
  if (state.openCalls.length >= MAX_OPEN_CALLS) state.openCalls.shift()
  state.openCalls.push({ id, ...(path !== undefined && access ? { touched: { path, access } } : {}) })
  sink.toolCall(id, name, at)
}

function takeToolResult(state: State, sink: TranscriptSink, { fields, at }: Message): LineOutcome {
  const open = state.openCalls.find((call) => call.id === fields['toolCallId'])
  if (!open) return 'ignored'
  const isError = fields['isError'] === true
  if (!isError && open.touched) sink.file(absolutePath(open.touched.path, state.cwd), open.touched.access)
  sink.toolResult(open.id, isError ? 'error' : 'ok', at)
  state.openCalls = state.openCalls.filter((call) => call !== open)
  if (state.openCalls.length === 0) enterPhase(state, sink, 'model-working', at)
  return 'used'
}
