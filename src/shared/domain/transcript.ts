import type { TokenCounts } from './tokens.ts'

/** What one complete line (or record) of a transcript turned out to be. */
export type LineOutcome =
  /** Its content counts. */
  | 'used'
  /** Known, and nothing in it counts. */
  | 'ignored'
  /** Valid, of a type this parser does not know: new in the format, worth a look. */
  | 'unknown'
  /** Not what the format allows; it is skipped and counted. */
  | 'malformed'

/** One answer of a model, as its transcript reports the usage. Times are epoch milliseconds. */
export interface ModelResponse {
  /**
   * Names the API response for ever and in every copy. Two rows with one key are one response:
   * the row with the most output wins, in a file and across files.
   */
  readonly key: string
  readonly model: string
  readonly at: number
  readonly counts: TokenCounts
  /** Share of `cacheWrite` that is kept for an hour (it has its own price). */
  readonly cacheWrite1h: number
  /** Share of `output` that is reasoning. */
  readonly reasoning: number
  /** Tokens in the model's context after this response; `undefined` where it says nothing about the main context. */
  readonly contextUsed: number | undefined
  /** True for a sub-agent's own context. */
  readonly sidechain: boolean
}

/** A total that the assistant itself wrote down, for the whole session up to `at`. */
export interface ReportedTotal {
  readonly at: number
  readonly counts: TokenCounts
  readonly costUsd: number | undefined
}

export type ToolOutcome = 'ok' | 'error' | 'rejected'

/** `api`: a request failed for good. `retry`: it failed and is tried again. */
export type TranscriptErrorKind = 'api' | 'retry'

export interface TranscriptError {
  readonly kind: TranscriptErrorKind
  readonly at: number
  readonly message: string
  /** HTTP status, where known. */
  readonly status: number | undefined
  /** Says why nothing will move until a person acts, where the record tells. */
  readonly blocks: 'quota' | 'signed-out' | undefined
}

/** Where the turn stands after a record. */
export type TurnPhase =
  /** The person asked, or a tool answered: the model is at work. */
  | 'model-working'
  /** The model called tools whose results are not there yet. */
  | 'tool-running'
  /** The model is done; it is the person's turn. */
  | 'done'
  /** The last request failed for good. */
  | 'failed'
  /** The person stopped the turn. */
  | 'interrupted'

/** What a parser tells about a transcript, in file order. The receiver keeps, merges and stores it. */
export interface TranscriptSink {
  /** The assistant's own id of the session that this file belongs to. The first call wins. */
  session(id: string): void
  /** This transcript is a sub-agent's: it counts with the session `rootId`. */
  subagentOf(rootId: string): void
  /** This session continues a copy of another one, named where the format names it. */
  forkedFrom(parentId: string): void
  /** A moment that belongs to this file alone, not to history copied into it. The smallest one is its birth. */
  born(at: number): void
  /** A record with this time stands in the file. */
  seen(at: number): void
  workingDirectory(path: string): void
  branch(name: string): void
  model(id: string): void
  /** Version of the assistant that wrote the record. */
  version(version: string): void
  /** Later titles of one kind replace earlier ones; a person's title wins over the assistant's. */
  title(kind: 'person' | 'assistant', text: string): void
  prompt(text: string, at: number): void
  response(response: ModelResponse): void
  /** Usage rows of this file carry no true output count (a known fault of some versions). */
  outputUnderReported(): void
  /** Some answers of this file carry no usage, or none does: what responses add up to is no total. */
  usageIncomplete(): void
  toolCall(id: string, name: string, at: number): void
  toolResult(id: string, outcome: ToolOutcome, at: number): void
  file(path: string, access: 'read' | 'write'): void
  error(error: TranscriptError): void
  interruption(at: number): void
  compaction(at: number, trigger: 'manual' | 'auto' | undefined): void
  /** Occupancy of the main context that no response carries (after a compaction, for example). */
  context(used: number, at: number): void
  /** Size of the context window that the assistant itself states. */
  contextWindow(tokens: number): void
  reportedTotal(total: ReportedTotal): void
  phase(phase: TurnPhase, at: number): void
  /** Text of the conversation. Only called for transcripts that report no usage, so that it can be counted. */
  text(text: string): void
}
