import type { Session, SessionState } from '../../shared/contract/session.ts'
import type { TranscriptError, TurnPhase } from '../../shared/domain/transcript.ts'
import type { EndedLink, LiveLink } from './link-sessions.ts'
import type { AssistantProcess } from './match-processes.ts'
import { isBeforeStart, START_ROUNDING_MS } from './start-time.ts'

/** Where a session's transcripts stand. Instants are epoch milliseconds. */
export interface TranscriptActivity {
  readonly phase: TurnPhase | null
  readonly phaseAt: number | null
  /** Names of the tools that were called and have not answered. */
  readonly pendingTools: readonly string[]
  readonly lastError: TranscriptError | null
  /** Retries since the last answer of the model. */
  readonly retriesInRow: number
  /** Of the session and its sub-agents. */
  readonly lastActivityAt: number | null
}

export interface StateInput {
  /** The process that runs the session; `undefined` where none does. */
  readonly link: Pick<LiveLink, 'certainty' | 'claim' | 'sessionId'> | undefined
  /** What is seen of that process. */
  readonly process: Pick<AssistantProcess, 'process' | 'children'> | undefined
  /** How the last process that ran the session was seen to end, where it was. */
  readonly processEnd: EndedLink['how'] | undefined
  /** True where a process of the assistant may run the session without having been linked to it. */
  readonly mayBeUnseen: boolean
  /** True where only a host still has the session open, which goes on after the windows of its sessions. */
  readonly windowIsClosed: boolean
  readonly activity: TranscriptActivity | undefined
  readonly now: Date
}

export interface StateVerdict {
  readonly state: SessionState
  /** One sentence with its evidence. It names no ages, so that it changes only when something happened. */
  readonly reason: string
  /** How sure it is that a process runs the session; `none` where no process does. */
  readonly certainty: Session['certainty']
}

type StateAndReason = Pick<StateVerdict, 'state' | 'reason'>

/** A tool that is silent for longer, and for which no process was started, probably waits for permission. */
const SILENCE_MS = 10_000
/** Somebody writes a transcript that grew within this time, if only a process may have been overlooked. */
const RECENT_MS = 60_000
const RETRIES_UNTIL_STUCK = 3
const NO_PROCESS: StateVerdict = { state: 'ended', reason: 'No process runs it.', certainty: 'none' }
const WINDOW_CLOSED: StateVerdict = {
  state: 'ended',
  reason: 'Its window was closed; the assistant’s service in the background has yet to let go of it.',
  certainty: 'none',
}
const LONGEST_QUOTE = 160
const MOST_TOOL_NAMES = 3

/**
 * Tells what a session does, and why it is thought so. What the assistant itself says of its state wins; only
 * that it is stuck stands in the transcript alone, because to the assistant a session with no quota left is
 * merely idle.
 */
export function sessionState(input: StateInput): StateVerdict {
  const { link, processEnd, mayBeUnseen, activity, now } = input
  if (link) {
    const live = liveState(input)
    return input.windowIsClosed && live.state === 'idle'
      ? WINDOW_CLOSED
      : { ...live, certainty: link.certainty }
  }
  if (processEnd) return { state: 'ended', reason: endOf(processEnd), certainty: 'none' }
  const ageMs = now.getTime() - (activity?.lastActivityAt ?? 0)
  if (!mayBeUnseen || !activity || ageMs > RECENT_MS) return NO_PROCESS
  if (ageMs < -RECENT_MS) {
    const reason = 'No process runs it; its last record lies in the future, so a clock was set meanwhile.'
    return { state: 'ended', reason, certainty: 'none' }
  }
  const { state, reason } = stuckState(input, activity) ?? transcriptState(input, activity)
  const caveat = '(no process was found, but the transcript has just grown)'
  return { state, reason: `${reason.slice(0, -1)} ${caveat}.`, certainty: 'recent' }
}

function endOf(how: EndedLink['how']): string {
  return how === 'zombie' ? 'Its process has ended and is a zombie.' : 'Its process has ended.'
}

function liveState(input: StateInput): StateAndReason {
  const { activity, link } = input
  const claim = link?.claim
  if (claim?.status === 'waiting') {
    const what = claim.waitingFor === undefined ? '' : ` (${quote(claim.waitingFor)})`
    return { state: 'waiting', reason: `It waits for your answer${what}, says its own state file.` }
  }
  const stuck = activity && stuckState(input, activity)
  if (stuck) return stuck
  if (claim?.status === 'working')
    return { state: 'working', reason: 'It is at work, says its own state file.' }
  if (claim?.status === 'idle') return { state: 'idle', reason: 'It is your turn, says its own state file.' }
  if (activity) return transcriptState(input, activity)
  const unknown =
    link?.sessionId === undefined ? 'which session it runs is not known' : 'its transcript is not known'
  return { state: 'idle', reason: `Its process runs, but ${unknown}.` }
}

/** While an assistant goes on trying by itself, one failure is no reason to call anybody. */
function stuckState(input: StateInput, activity: TranscriptActivity): StateAndReason | undefined {
  const { lastError: error, retriesInRow } = activity
  if (!error || isBefore(error.at, input.process) || isOver(error, input, activity)) return undefined
  const said = `“${quote(error.message)}”`
  if (error.kind === 'retry' && retriesInRow < RETRIES_UNTIL_STUCK) return undefined
  if (error.blocks === 'quota') return { state: 'stuck', reason: `The quota is used up: ${said}.` }
  if (error.blocks === 'signed-out') return { state: 'stuck', reason: `It is signed out: ${said}.` }
  if (error.kind !== 'retry') return undefined
  return { state: 'stuck', reason: `${retriesInRow} requests in a row failed and were tried again: ${said}.` }
}

/**
 * Says whether something newer than the error shows that the session went on, or that nobody tries any more.
 */
function isOver(
  error: TranscriptError,
  { link }: StateInput,
  { phase, phaseAt }: TranscriptActivity,
): boolean {
  if (phase !== 'failed' && phaseAt !== null && phaseAt > error.at) return true
  const claim = link?.claim
  if (claim?.status === 'working') return (claim.statusSince?.getTime() ?? 0) > error.at
  return claim?.status === 'idle' && error.kind === 'retry'
}

function transcriptState(input: StateInput, activity: TranscriptActivity): StateAndReason {
  const { phase, phaseAt } = activity
  if (phase !== 'model-working' && phase !== 'tool-running') {
    return { state: 'idle', reason: endOfTurn(phase, activity.lastError) }
  }
  if (isBefore(phaseAt, input.process)) {
    return { state: 'idle', reason: 'It is your turn: the last one was cut off before this process started.' }
  }
  if (phase === 'tool-running') return toolState(input, activity)
  return { state: 'working', reason: 'The model is working on what its transcript ends with.' }
}

function endOfTurn(phase: 'done' | 'failed' | 'interrupted' | null, error: TranscriptError | null): string {
  if (phase === 'done') return 'It is your turn: the model has finished its answer.'
  if (phase === 'interrupted') return 'It is your turn: you stopped the last one.'
  if (phase === null) return 'Its transcript has no turn yet.'
  return error ? `The last request failed: “${quote(error.message)}”.` : 'The last request failed.'
}

function toolState(input: StateInput, activity: TranscriptActivity): StateAndReason {
  const tools = namesOf(activity.pendingTools)
  const calledAt = activity.phaseAt ?? 0
  const grewAt = Math.max(calledAt, activity.lastActivityAt ?? 0)
  const silentMs = Math.max(0, input.now.getTime() - grewAt)
  // What was running before the call (servers of tools, shells in the background) does not belong to it.
  const forTool = input.process?.children.some(
    ({ startedAt }) => !startedAt || startedAt.getTime() >= calledAt - START_ROUNDING_MS,
  )
  if (forTool)
    return { state: 'working', reason: `A tool is running (${tools}), and so is a process that it started.` }
  if (silentMs <= SILENCE_MS || !input.process)
    return { state: 'working', reason: `A tool is running (${tools}).` }
  const evidence = `${tools} was called, but neither wrote anything nor started a process`
  return { state: 'waiting', reason: `It probably waits for your permission: ${evidence}.` }
}

/** Says whether something happened before the process was there: another one did it, and is gone. */
function isBefore(at: number | null, process: StateInput['process']): boolean {
  return at !== null && process !== undefined && isBeforeStart(at, process.process) === true
}

function namesOf(tools: readonly string[]): string {
  if (tools.length === 0) return 'its name is not known'
  const more = tools.length - MOST_TOOL_NAMES
  const names = tools.slice(0, MOST_TOOL_NAMES).map(quote).join(', ')
  return more > 0 ? `${names} and ${more} more` : names
}

/** Foreign text for one line: without control characters, and not too long. */
function quote(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
  // Not in the middle of a letter of two units.
  return line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE - 1).replace(/\p{Cs}$/u, '')}…` : line
}
