import type { ContextOccupancy, SessionTokens } from '../../shared/contract/session.ts'
import type { NumberSource } from '../../shared/domain/tokens.ts'
import type { TranscriptError, TurnPhase } from '../../shared/domain/transcript.ts'

/** Caveat of tokens that are only a part: no cost follows from them. */
export const INCOMPLETE_USAGE = 'Incomplete: the assistant wrote the usage of only some answers down.'

/**
 * What the transcripts say of a session, summed up over its files and stored as JSON with it.
 * Nothing in it depends on the time it is read or on running processes. Instants are epoch milliseconds.
 */
export interface IndexedSession {
  readonly id: string
  readonly provider: string
  /** The assistant's own full id. */
  readonly sessionId: string
  readonly title: string | null
  readonly cwd: string | null
  readonly gitBranch: string | null
  readonly model: string | null
  readonly assistantVersion: string | null
  readonly startedAt: number | null
  readonly lastActivityAt: number | null
  readonly tokens: SessionTokens
  /** Where it was not reported, by the prices of this program. */
  readonly cost: { readonly value: number | null; readonly source: NumberSource }
  readonly usageByModel: readonly ModelUsage[]
  readonly context: {
    readonly used: number | null
    readonly source: NumberSource
    /** Window that the transcript states. */
    readonly statedWindow: number | null
    readonly largestUsed: number
  }
  readonly messages: number
  readonly toolCalls: number
  readonly errors: number
  readonly toolErrors: number
  readonly retries: number
  readonly retriesInRow: number
  readonly interruptions: number
  readonly compactions: number
  readonly subagents: number
  readonly forkedFrom: string | null
  readonly phase: TurnPhase | null
  readonly phaseAt: number | null
  readonly pendingTools: readonly string[]
  readonly lastError: TranscriptError | null
  /** `null` for a process whose transcript is not known. */
  readonly transcript: string | null
  readonly transcripts: readonly string[]
}

export interface ModelUsage {
  readonly model: string
  readonly responses: number
  readonly uncachedInput: number
  readonly cacheRead: number
  readonly cacheWrite: number
  readonly output: number
  /** Share of `cacheWrite` that is kept for an hour; left out by an index of an older version. */
  readonly cacheWrite1h?: number
  /** By the prices of this program. */
  readonly costUsd: number | null
}

export type ContextLimitSource = ContextOccupancy['limitSource']
