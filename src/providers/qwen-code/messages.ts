import type { LineOutcome, TranscriptSink, TurnPhase } from '../../shared/domain/transcript.ts'
import { type JsonObject, maybeObjectOf, objectsOf, textOf } from '../json-values.ts'
import { answeredCalls, contentText, type FunctionCall, functionCalls } from '../lineages/gemini/parts.ts'
import { outcomeOf, touchedFile } from '../lineages/gemini/tools.ts'
import type { State } from './state.ts'
import { takeMessageUsage } from './usage.ts'

/** Calls that are kept open at once; what a crashed turn left behind is forgotten beyond it. */
const MOST_OPEN_CALLS = 256
/** Text that hooks put behind a person's prompt. */
const HOOK_CONTEXT = '<qwen:user-prompt-submit-context>'

/** Kinds of user records that a person typed; others are the program's own words to the model. */
const TYPED = new Set([undefined, 'mid_turn_user_message', 'realtime_message'])
const NOT_FOR_THE_MODEL = new Set(['user_text_elements', 'background_task_completed'])

export function takeUser(state: State, sink: TranscriptSink, record: JsonObject, at: number): LineOutcome {
  const subtype = textOf(record['subtype'])
  if (subtype !== undefined && NOT_FOR_THE_MODEL.has(subtype)) return 'ignored'
  if (isTypedByPerson(record)) sink.prompt(promptText(record), at)
  if (state.openCalls.length === 0 || state.phase !== 'tool-running') startTurn(state, sink, at)
  return 'used'
}

/** True for a user record that a person typed. */
export function isTypedByPerson(record: JsonObject): boolean {
  return TYPED.has(textOf(record['subtype'])) && (record['provenance'] ?? 'real_user') === 'real_user'
}

/** What the person typed, without what hooks and `@` commands put to it. */
export function promptText(record: JsonObject): string {
  const shown = textOf(maybeObjectOf(record['systemPayload'])?.['displayText'])
  const parts = objectsOf(maybeObjectOf(record['message'])?.['parts'])
  const own = parts.filter((part) => textOf(part['text'])?.startsWith(HOOK_CONTEXT) !== true)
  return shown ?? contentText(own)
}

function startTurn(state: State, sink: TranscriptSink, at: number): void {
  state.openCalls = []
  enterPhase(state, sink, 'model-working', at)
}

export function takeAssistant(
  state: State,
  sink: TranscriptSink,
  record: JsonObject,
  at: number,
): LineOutcome {
  const model = textOf(record['model'])
  if (model !== undefined && model !== state.known.model) {
    state.known.model = model
    sink.model(model)
  }
  takeMessageUsage(state, sink, record, at)
  const parts = maybeObjectOf(record['message'])?.['parts']
  const calls = functionCalls(parts)
  for (const call of calls) takeCall(state, sink, call, at)
  if (calls.length > 0) enterPhase(state, sink, 'tool-running', at)
  else if (contentText(parts) !== '' && state.openCalls.length === 0) enterPhase(state, sink, 'done', at)
  return 'used'
}

function takeCall(state: State, sink: TranscriptSink, { id, name, args }: FunctionCall, at: number): void {
  if (state.openCalls.some((open) => open.id === id)) return
  if (state.openCalls.length >= MOST_OPEN_CALLS) state.openCalls.shift()
  const touched = touchedFile(name, args, state.known.cwd)
  state.openCalls.push({ id, path: touched?.path, access: touched?.access ?? 'read' })
  sink.toolCall(id, name, at)
}

/** The first result of a call ends it. */
export function takeToolResult(
  state: State,
  sink: TranscriptSink,
  record: JsonObject,
  at: number,
): LineOutcome {
  const result = maybeObjectOf(record['toolCallResult'])
  const callId = textOf(result?.['callId'])
  const ids = callId === undefined ? answeredCalls(maybeObjectOf(record['message'])?.['parts']) : [callId]
  const outcome = outcomeOf(result?.['status']) ?? 'ok'
  const ended = state.openCalls.filter((open) => ids.includes(open.id))
  if (ended.length === 0) return 'ignored'
  for (const { id, path, access } of ended) {
    sink.toolResult(id, outcome, at)
    if (outcome === 'ok' && path !== undefined) sink.file(path, access)
  }
  state.openCalls = state.openCalls.filter((open) => !ended.includes(open))
  if (state.openCalls.length === 0) enterPhase(state, sink, 'model-working', at)
  return 'used'
}

export function enterPhase(state: State, sink: TranscriptSink, phase: TurnPhase, at: number): void {
  if (state.phase === phase) return
  state.phase = phase
  sink.phase(phase, at)
}
