import type { LineOutcome, TranscriptSink, TurnPhase } from '../../shared/domain/transcript.ts'
import { failureOf } from './failures.ts'
import { objectsOf, textOf } from '../json-values.ts'
import { takeTelemetry } from './metering.ts'
import { absolutePath } from '../paths.ts'
import type { Row } from './row.ts'
import type { State } from './state.ts'
import { outcomeOf, showedFolder, touchedBy } from './tools.ts'

/** Calls that are kept open at once; what a crashed run left behind is forgotten beyond it. */
const MAX_OPEN_CALLS = 256
/** Settled calls that are remembered, so that what comes in late about one is not taken for another. */
const MAX_SETTLED_CALLS = 64
/** Sources of messages that a person typed. All others are Copilot's own: skills, agents, continuations. */
const PERSONS_SOURCES = new Set(['user', 'immediate-prompt'])
/** Reasons of an `abort` that nobody asked for. */
const OWN_ABORTS = new Set(['autopilot_credit_limit'])

function enterPhase(state: State, sink: TranscriptSink, phase: TurnPhase, at: number): void {
  if (state.turn.phase === phase) return
  state.turn.phase = phase
  sink.phase(phase, at)
}

/** Calls of a turn that is over have no end any more. */
export function forgetCalls(state: State): void {
  state.turn.openCalls = []
  state.turn.hasCalls = false
}

function isRunning({ turn }: State): boolean {
  return turn.phase === 'model-working' || turn.phase === 'tool-running'
}

/** A person's message begins a turn, or steers the one that runs. */
export function takePrompt(state: State, sink: TranscriptSink, { data }: Row, at: number): LineOutcome {
  const source = textOf(data['source'])
  const isPersons = source === undefined || PERSONS_SOURCES.has(source)
  if (!isPersons || data['isAutopilotContinuation'] === true) return 'ignored'
  if (!isRunning(state)) forgetCalls(state)
  sink.prompt(textOf(data['content']) ?? '', at)
  if (!hasOpenCalls(state)) enterPhase(state, sink, 'model-working', at)
  return 'used'
}

/** Copilot's turn is one request: it begins another as long as the model calls tools. */
export function startTurn(state: State, sink: TranscriptSink, _row: Row, at: number): LineOutcome {
  state.turn.hasCalls = false
  if (!hasOpenCalls(state)) enterPhase(state, sink, 'model-working', at)
  return 'used'
}

export function endTurn(state: State, sink: TranscriptSink, _row: Row, at: number): LineOutcome {
  if (!state.turn.hasCalls && isRunning(state)) enterPhase(state, sink, 'done', at)
  return 'used'
}

/** The agent itself calls its task done; no turn follows to say so. */
export function endTask(state: State, sink: TranscriptSink, _row: Row, at: number): LineOutcome {
  enterPhase(state, sink, 'done', at)
  return 'used'
}

export function takeAbort(state: State, sink: TranscriptSink, { data }: Row, at: number): LineOutcome {
  const isPersons = !OWN_ABORTS.has(textOf(data['reason']) ?? '')
  forgetCalls(state)
  if (isPersons) sink.interruption(at)
  enterPhase(state, sink, isPersons ? 'interrupted' : 'done', at)
  return 'used'
}

/** Copilot gave up. A sub-agent that fails is a failed call of the session's own agent, which goes on. */
export function takeError(state: State, sink: TranscriptSink, row: Row, at: number): LineOutcome {
  sink.error(failureOf(row.data, at))
  if (row.agentId === undefined) enterPhase(state, sink, 'failed', at)
  return 'used'
}

/** Tells the calls of an answer, which stand there before a tool starts: it may have to wait for permission. */
export function takeAnswer(state: State, sink: TranscriptSink, row: Row, at: number): LineOutcome {
  const requests = objectsOf(row.data['toolRequests'])
  for (const { toolCallId, name, arguments: args } of requests) {
    takeCall(state, sink, row.agentId, { id: textOf(toolCallId), name: textOf(name), args }, at)
  }
  return requests.length > 0 ? 'used' : 'ignored'
}

export function takeToolStart(state: State, sink: TranscriptSink, row: Row, at: number): LineOutcome {
  const { toolCallId, toolName, arguments: args } = row.data
  const call = { id: textOf(toolCallId), name: textOf(toolName), args }
  return takeCall(state, sink, row.agentId, call, at) ? 'used' : 'ignored'
}

interface Call {
  readonly id: string | undefined
  readonly name: string | undefined
  readonly args: unknown
}

/** Begins a call at the first record that names it. */
function takeCall(
  state: State,
  sink: TranscriptSink,
  agentId: string | undefined,
  { id, name, args }: Call,
  at: number,
): boolean {
  const { turn } = state
  if (id === undefined || turn.settledCalls.includes(id) || turn.openCalls.some((open) => open.id === id)) {
    return false
  }
  const isMain = agentId === undefined
  if (turn.openCalls.length >= MAX_OPEN_CALLS) turn.openCalls.shift()
  turn.openCalls.push({ id, isMain, touches: [...touchedBy(name ?? '', args)] })
  sink.toolCall(id, name ?? 'tool', at)
  if (isMain) {
    turn.hasCalls = true
    enterPhase(state, sink, 'tool-running', at)
  }
  return true
}

/** A command that the person typed behind `!` is no call of the model. */
export function takePersonsCall(state: State, _sink: TranscriptSink, { data }: Row): LineOutcome {
  const id = textOf(data['toolCallId'])
  if (id !== undefined) settle(state, id)
  return 'ignored'
}

export function takeToolEnd(state: State, sink: TranscriptSink, row: Row, at: number): LineOutcome {
  const { turn } = state
  const id = textOf(row.data['toolCallId'])
  if (id === undefined) return 'malformed'
  const isMain = row.agentId === undefined
  const isTold = isMain && takeTelemetry(state, sink, row.data, at)
  const open = turn.openCalls.find((call) => call.id === id)
  if (!open) return isTold ? 'used' : 'ignored'
  const outcome = outcomeOf(row.data)
  if (outcome === 'ok' && !showedFolder(row.data)) {
    for (const { path, access } of open.touches) sink.file(absolutePath(path, state.known.cwd), access)
  }
  sink.toolResult(id, outcome, at)
  turn.openCalls = turn.openCalls.filter((call) => call !== open)
  settle(state, id)
  if (turn.phase === 'tool-running' && !hasOpenCalls(state)) enterPhase(state, sink, 'model-working', at)
  return 'used'
}

function settle({ turn }: State, id: string): void {
  turn.settledCalls = [...turn.settledCalls.slice(1 - MAX_SETTLED_CALLS), id]
}

/** A sub-agent's calls run within the call that started it, or in the background. */
function hasOpenCalls({ turn }: State): boolean {
  return turn.openCalls.some((call) => call.isMain)
}
