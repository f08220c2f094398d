import type { TranscriptSink, TurnPhase } from '../../shared/domain/transcript.ts'
import { isJsonObject, type JsonObject, listOf, objectOf, textOf } from '../json-values.ts'

/** Values of `modelState.value`. */
const PENDING = 0
const COMPLETE = 1
const CANCELLED = 2
const FAILED = 3
/** The person is asked whether a tool may run, or for an answer: for us a tool without its result. */
const NEEDS_INPUT = 4
const STATES: ReadonlySet<unknown> = new Set([undefined, PENDING, COMPLETE, CANCELLED, FAILED, NEEDS_INPUT])

/** Whether a turn says of itself that it has not ended. */
export function isOpen(turn: JsonObject): boolean {
  const state = objectOf(turn['modelState'])['value']
  return state === PENDING || state === NEEDS_INPUT
}

/** Tells how a turn ended, or how it stands. Answers false where its state is one that is not known. */
export function tellEnding(
  turn: JsonObject,
  hasOpenTool: boolean,
  at: number,
  sink: TranscriptSink,
): boolean {
  const state = objectOf(turn['modelState'])['value']
  const phase = phaseOf(turn, state, hasOpenTool)
  if (phase === 'interrupted') sink.interruption(at)
  if (phase === 'failed') tellFailure(objectOf(objectOf(turn['result'])['errorDetails']), at, sink)
  sink.phase(phase, at)
  return STATES.has(state)
}

export function phaseOf(turn: JsonObject, state: unknown, hasOpenTool: boolean): TurnPhase {
  const result = objectOf(turn['result'])
  const error = result['errorDetails']
  const isStopped = isJsonObject(error) && error['code'] === 'canceled'
  if (state === CANCELLED || turn['isCanceled'] === true || isStopped) return 'interrupted'
  if (state === FAILED || isJsonObject(error)) return 'failed'
  if (state === NEEDS_INPUT) return 'tool-running'
  if (state === PENDING) return hasOpenTool ? 'tool-running' : 'model-working'
  // Versions before late 2025 wrote no state.
  const isAnswered = state === COMPLETE || isJsonObject(turn['result']) || listOf(turn['response']).length > 0
  return isAnswered ? 'done' : 'model-working'
}

function tellFailure(error: JsonObject, at: number, sink: TranscriptSink): void {
  sink.error({
    kind: 'api',
    at,
    message: textOf(error['message']) ?? 'The turn failed; the editor wrote no reason down.',
    status: undefined,
    blocks: error['isQuotaExceeded'] === true ? 'quota' : undefined,
  })
}
