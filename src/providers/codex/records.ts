import type { ToolOutcome } from '../../shared/domain/transcript.ts'
import type { Failure } from './failures.ts'
import type { SessionMeta } from './session-meta.ts'
import type { Usage } from './usage.ts'

/** What one line of a rollout says, in whatever era's words it says it. */
export type CodexRecord =
  | { readonly kind: 'ignored' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'malformed' }
  | SessionMetaRecord
  | TurnContext
  | {
      readonly kind: 'turn-started'
      readonly turnId: string | undefined
      readonly window: number | undefined
    }
  | { readonly kind: 'turn-ended'; readonly failure: Failure | undefined }
  | { readonly kind: 'turn-aborted'; readonly byPerson: boolean }
  | Prompt
  /** The assistant said something. */
  | { readonly kind: 'answer' }
  | ToolCall
  | ToolDone
  | TokenCount
  | UsageRecord
  | { readonly kind: 'failure'; readonly failure: Failure }
  /** Every compaction stands twice: as the `compacted` line and as an event. */
  | { readonly kind: 'compacted'; readonly as: 'line' | 'event' }
  | { readonly kind: 'title'; readonly text: string }

export interface SessionMetaRecord {
  readonly kind: 'session-meta'
  readonly meta: SessionMeta
  /** True for the header of the flat era (0.2x and before), which reports no usage. */
  readonly isFlat: boolean
}

export interface TurnContext {
  readonly kind: 'turn-context'
  readonly turnId: string | undefined
  readonly model: string | undefined
  readonly cwd: string | undefined
}

export interface Prompt {
  readonly kind: 'prompt'
  readonly text: string
  /** `item`: what the model was sent, which an event says again wherever there are events. */
  readonly as: 'event' | 'item'
}

export interface ToolCall {
  readonly kind: 'tool-call'
  readonly id: string
  readonly name: string
  /** Files that the call's patch would change, as the model spells them. */
  readonly patched: readonly string[]
}

export interface ToolDone {
  readonly kind: 'tool-done'
  readonly id: string
  /** Set where the record tells of the call as well, so that it counts where no other record did. */
  readonly name: string | undefined
  readonly outcome: ToolOutcome
  readonly read: readonly string[]
  /** Files that were changed; `undefined` where the record does not tell, and the call's patch does. */
  readonly written: readonly string[] | undefined
}

export interface TokenCount {
  readonly kind: 'token-count'
  readonly total: Usage | undefined
  readonly last: Usage | undefined
  readonly window: number | undefined
  readonly model: string | undefined
  /** As `limitedUntil` says it; `undefined` where the record shows no limits. */
  readonly limitedUntil: number | undefined
}

export interface UsageRecord {
  readonly kind: 'usage'
  readonly threadId: string | undefined
  readonly responseId: string | undefined
  readonly usage: Usage
}

/** A record with its place. */
export interface PlacedRecord {
  /** Epoch milliseconds; `undefined` where the line has no time, as most lines of the flat era. */
  readonly at: number | undefined
  readonly ordinal: number | undefined
  readonly record: CodexRecord
  /** Text of the conversation; set in the flat era only, which reports no usage. */
  readonly text: string | undefined
}

export const IGNORED: CodexRecord = { kind: 'ignored' }
export const UNKNOWN: CodexRecord = { kind: 'unknown' }
export const MALFORMED: CodexRecord = { kind: 'malformed' }
