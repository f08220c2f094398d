import { addTokens, NO_TOKENS, type TokenCounts } from '../../shared/domain/tokens.ts'
import type { LineOutcome, TranscriptSink, TurnPhase } from '../../shared/domain/transcript.ts'
import { failureIn, type ShownFailure } from './failures.ts'
import { isAsking, isRetrying, isStopped, linesOf, modelIn, promptLines, promptText } from './lines.ts'
import { costIn, usageIn } from './usage.ts'

export type OutcomeCounts = Record<LineOutcome, number>

/** When a chat was started and last written to, in epoch milliseconds. Its lines have no times of their own. */
export interface ChatTimes {
  readonly startedAt: number
  readonly writtenAt: number
}

/** A chat while its lines are told, one after the other. */
interface Telling {
  readonly sink: TranscriptSink
  readonly sessionId: string
  readonly at: number
  /** Lines of the prompt that is being read. */
  prompt: string[]
  phase: TurnPhase
  /** A request that failed, until it is known whether it is tried again. */
  failure: ShownFailure | undefined
  /** True while an answer stands there whose usage does not. */
  isUncounted: boolean
  model: string | undefined
  responses: number
  counts: TokenCounts
  costUsd: number | undefined
}

const VERSION = /^Aider v(\S+)$/
const WRITTEN = /^(?:Applied edit to|Creating empty file) (.+)$/
const ADDED = /^Added (.+) to the chat\.?$/

/** Tells all of a chat, from the lines behind its header. Answers what became of each line that is not empty. */
export function tellChat(
  text: string,
  sessionId: string,
  { startedAt, writtenAt }: ChatTimes,
  sink: TranscriptSink,
): OutcomeCounts {
  const outcomes: OutcomeCounts = { used: 0, ignored: 0, unknown: 0, malformed: 0 }
  const telling: Telling = {
    sink,
    sessionId,
    at: startedAt,
    prompt: [],
    phase: 'done',
    failure: undefined,
    isUncounted: false,
    model: undefined,
    responses: 0,
    counts: NO_TOKENS,
    costUsd: undefined,
  }
  sink.session(sessionId)
  sink.born(startedAt)
  sink.seen(startedAt)
  sink.seen(writtenAt)
  const lines = linesOf(text)
  const prompts = promptLines(lines)
  for (const [index, line] of lines.entries()) {
    // Each input begins behind an empty line, and has none.
    if (line.trim() === '') endPrompt(telling)
    else outcomes[tellLine(telling, line, prompts.has(index))]++
  }
  endPrompt(telling)
  endFailure(telling)
  const { counts, costUsd, phase } = telling
  if (telling.isUncounted && phase === 'done') sink.usageIncomplete()
  if (costUsd !== undefined && costUsd > 0) sink.reportedTotal({ at: writtenAt, counts, costUsd })
  sink.phase(phase, writtenAt)
  return outcomes
}

function tellLine(telling: Telling, line: string, isPrompt: boolean): LineOutcome {
  if (isPrompt) {
    if (telling.prompt.length === 0) endFailure(telling)
    telling.prompt.push(promptText(line))
    return 'used'
  }
  endPrompt(telling)
  if (line.startsWith('> ')) return tellNote(telling, line.slice(2).trimEnd()) ? 'used' : 'ignored'
  if (takeCost(telling, line)) return 'used'
  endFailure(telling)
  telling.isUncounted ||= telling.phase === 'model-working'
  return 'ignored'
}

function endPrompt(telling: Telling): void {
  const prompt = telling.prompt.join('\n').trim()
  telling.prompt = []
  if (!isAsking(prompt)) return
  if (telling.isUncounted) telling.sink.usageIncomplete()
  telling.isUncounted = false
  telling.phase = 'model-working'
  telling.sink.prompt(prompt, telling.at)
}

/** Tells what Aider says itself. Answers whether it counts. */
function tellNote(telling: Telling, note: string): boolean {
  const failure = failureIn(note)
  if (failure) {
    endFailure(telling)
    telling.failure = failure
    return true
  }
  if (isRetrying(note)) {
    endFailure(telling, 'retry')
    return true
  }
  if (isStopped(note)) return tellStop(telling)
  return tellUsage(telling, note) || tellAbout(telling, note) || tellFile(telling, note)
}

function tellStop(telling: Telling): boolean {
  // At the prompt it only asks whether to leave.
  if (telling.phase !== 'model-working') return false
  telling.phase = 'interrupted'
  telling.sink.interruption(telling.at)
  return true
}

function tellUsage(telling: Telling, note: string): boolean {
  const usage = usageIn(note)
  if (!usage) return false
  const { sink, at, model = 'unknown' } = telling
  telling.isUncounted = false
  telling.phase = 'done'
  telling.counts = addTokens(telling.counts, usage.counts)
  sink.response({
    key: `chat:${telling.sessionId}:${telling.responses++}`,
    model,
    at,
    counts: usage.counts,
    cacheWrite1h: 0,
    reasoning: 0,
    contextUsed: usage.contextUsed,
    sidechain: false,
  })
  if (usage.isRounded) sink.usageIncomplete()
  takeCost(telling, note)
  return true
}

/** The cost stands behind the usage, or on a line of its own. */
function takeCost(telling: Telling, line: string): boolean {
  const cost = costIn(line)
  if (cost !== undefined) telling.costUsd = cost
  return cost !== undefined
}

function tellAbout(telling: Telling, note: string): boolean {
  const version = VERSION.exec(note)?.[1]
  const model = modelIn(note)
  if (version !== undefined) telling.sink.version(version)
  if (model !== undefined) {
    telling.model = model
    telling.sink.model(model)
  }
  return version !== undefined || model !== undefined
}

function tellFile({ sink }: Telling, note: string): boolean {
  const written = WRITTEN.exec(note)?.[1]
  const added = ADDED.exec(note)?.[1]
  if (written !== undefined) sink.file(written, 'write')
  else if (added !== undefined) sink.file(added, 'read')
  else return false
  return true
}

function endFailure(telling: Telling, kind: 'api' | 'retry' = 'api'): void {
  const { failure, sink, at } = telling
  if (!failure) return
  telling.failure = undefined
  telling.phase = kind === 'retry' ? 'model-working' : 'failed'
  sink.error({ ...failure, kind, at })
}
