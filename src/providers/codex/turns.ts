import type { TranscriptError, TranscriptSink, TurnPhase } from '../../shared/domain/transcript.ts'
import type { Failure } from './failures.ts'
import { absolutePath, localPath } from '../paths.ts'
import type { ToolCall, ToolDone } from './records.ts'
import type { State } from './state.ts'

/** Calls that are kept open at once; what a crashed turn left behind is forgotten beyond it. */
const MAX_OPEN_CALLS = 256
/** Ended calls that are remembered, so that what comes in late about one is not taken for another. */
const MAX_ENDED_CALLS = 64

export function enterPhase(state: State, sink: TranscriptSink, phase: TurnPhase, at: number): void {
  if (state.turn.phase === phase) return
  state.turn.phase = phase
  sink.phase(phase, at)
}

export function startTurn(state: State, sink: TranscriptSink, at: number): void {
  state.turn.isMarked = true
  forgetTurn(state)
  enterPhase(state, sink, 'model-working', at)
}

/** Calls and failures of the turn before say nothing about the next one. */
function forgetTurn(state: State): void {
  state.turn.openCalls = []
  state.turn.isPrompted = false
  state.turn.failure = undefined
  state.turn.compactedAs = undefined
}

/** A prompt begins a turn, or steers the one that runs. */
export function takePrompt(state: State, sink: TranscriptSink, text: string, at: number): void {
  const { phase } = state.turn
  if (phase !== 'model-working' && phase !== 'tool-running') forgetTurn(state)
  state.turn.isPrompted = true
  sink.prompt(text, at)
  if (state.turn.openCalls.length === 0) enterPhase(state, sink, 'model-working', at)
}

/** Before 0.104 no record ends a turn: there the answer does, until a tool call shows that it went on. */
export function takeAnswer(state: State, sink: TranscriptSink, at: number): void {
  if (!state.turn.isMarked) enterPhase(state, sink, 'done', at)
  else if (state.turn.phase === 'failed') enterPhase(state, sink, 'model-working', at)
}

export function takeToolCall(state: State, sink: TranscriptSink, call: ToolCall, at: number): void {
  const { openCalls } = state.turn
  if (openCalls.some((open) => open.id === call.id)) return
  if (openCalls.length >= MAX_OPEN_CALLS) openCalls.shift()
  openCalls.push({ id: call.id, patched: [...call.patched] })
  sink.toolCall(call.id, call.name, at)
  enterPhase(state, sink, 'tool-running', at)
}

/**
 * Ends a call. The first record that does counts: an event tells more than the output that follows it.
 * A tool that ran without a call of its own (a search by OpenAI, a command of a script) is told as both.
 */
export function takeToolDone(state: State, sink: TranscriptSink, done: ToolDone, at: number): boolean {
  const { turn, known } = state
  const open = turn.openCalls.find((call) => call.id === done.id)
  const written = done.written ?? (done.outcome === 'ok' ? (open?.patched ?? []) : [])
  for (const path of done.read) sink.file(plainPath(path, known.cwd), 'read')
  for (const path of written) sink.file(plainPath(path, known.cwd), 'write')
  const isNew = !open && done.name !== undefined && !turn.endedCalls.includes(done.id)
  if (!open && !isNew) return done.read.length + written.length > 0
  if (isNew && done.name !== undefined) sink.toolCall(done.id, done.name, at)
  sink.toolResult(done.id, done.outcome, at)
  turn.openCalls = turn.openCalls.filter((call) => call !== open)
  turn.endedCalls = [...turn.endedCalls.slice(1 - MAX_ENDED_CALLS), done.id]
  const isIdle = turn.openCalls.length === 0 && turn.phase === 'tool-running'
  if (isIdle) enterPhase(state, sink, 'model-working', at)
  return true
}

/** Ends a turn. A failure that an `error` event told in it is not told again by its end. */
export function endTurn(state: State, sink: TranscriptSink, failure: Failure | undefined, at: number): void {
  if (failure) takeFailure(state, sink, failure, at)
  else if (state.turn.phase !== 'failed') enterPhase(state, sink, 'done', at)
}

export function takeFailure(state: State, sink: TranscriptSink, failure: Failure, at: number): void {
  if (state.turn.failure !== failure.message) sink.error(transcriptError(state, failure, at))
  if (failure.kind === 'retry') return
  state.turn.failure = failure.message
  enterPhase(state, sink, 'failed', at)
}

function transcriptError(state: State, failure: Failure, at: number): TranscriptError {
  const { kind, message, status, cause } = failure
  const isLimited = at < state.usage.limitedUntil
  const blocks = cause === 'request' ? undefined : (cause ?? (isLimited ? 'quota' : undefined))
  return { kind, at, message, status, blocks }
}

/** A compaction within a person's turn was Codex's own; of others no record says who asked for it. */
export function takeCompaction(
  state: State,
  sink: TranscriptSink,
  as: 'line' | 'event',
  at: number,
): boolean {
  const { turn } = state
  if (turn.compactedAs !== undefined && turn.compactedAs !== as) {
    turn.compactedAs = undefined
    return false
  }
  turn.compactedAs = as
  const isRunning = turn.phase === 'model-working' || turn.phase === 'tool-running'
  sink.compaction(at, turn.isPrompted && isRunning ? 'auto' : undefined)
  return true
}

/** Records give plain paths, and `file:` URLs since 0.16x. */
function plainPath(pathOrUrl: string, cwd: string | undefined): string {
  return absolutePath(localPath(pathOrUrl) ?? pathOrUrl, cwd)
}
