import type { ToolOutcome, TranscriptSink, TurnPhase } from '../../shared/domain/transcript.ts'
import { instantOf, type JsonObject, maybeObjectOf, objectsOf, textOf } from '../json-values.ts'
import { outcomeOf, touchedFile } from '../lineages/gemini/tools.ts'
import type { RecentMessage, State } from './state.ts'

/** Where the turn stands after the tools of an answer. */
interface ToolsDone {
  readonly phase: TurnPhase
  readonly at: number
}

/** Tells what is new about the tools that an answer calls; `undefined` where it calls none. */
export function takeToolCalls(
  state: State,
  sink: TranscriptSink,
  toolCalls: unknown,
  recent: RecentMessage,
  answeredAt: number,
): ToolsDone | undefined {
  const calls = objectsOf(toolCalls)
  if (calls.length === 0) return undefined
  for (const call of calls) takeToolCall(state, sink, call, recent, answeredAt)
  const outcomes = calls.map((call) => outcomeOf(call['status']))
  const ends = calls.map((call) => instantOf(call['timestamp']) ?? answeredAt)
  return { phase: phaseAfter(outcomes), at: Math.max(answeredAt, ...ends) }
}

/** Where the person refused every call, the model is not asked again. */
function phaseAfter(outcomes: readonly (ToolOutcome | undefined)[]): TurnPhase {
  if (outcomes.includes(undefined)) return 'tool-running'
  return outcomes.every((outcome) => outcome === 'rejected') ? 'interrupted' : 'model-working'
}

function takeToolCall(
  state: State,
  sink: TranscriptSink,
  call: JsonObject,
  recent: RecentMessage,
  answeredAt: number,
): void {
  const id = textOf(call['id'])
  const name = textOf(call['name'])
  if (id === undefined || name === undefined) return
  let known = recent.calls.find((told) => told.id === id)
  if (!known) {
    known = { id, isEnded: false }
    recent.calls.push(known)
    sink.toolCall(id, name, answeredAt)
  }
  const outcome = outcomeOf(call['status'])
  if (known.isEnded || outcome === undefined) return
  known.isEnded = true
  sink.toolResult(id, outcome, instantOf(call['timestamp']) ?? answeredAt)
  const touched =
    outcome === 'ok' ? touchedFile(name, maybeObjectOf(call['args']) ?? {}, state.cwd) : undefined
  if (touched) sink.file(touched.path, touched.access)
}
