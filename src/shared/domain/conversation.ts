import type { TokenCounts } from './tokens.ts'
import type { ToolOutcome } from './transcript.ts'

/** What a message of a conversation is. */
export type MessageKind =
  /** What the person asked. */
  | 'prompt'
  | 'answer'
  | 'thinking'
  | 'tool-call'
  | 'tool-result'
  /** The context was compacted; the text is the summary that took its place, where the transcript holds it. */
  | 'compaction'
  /** A request failed for good. */
  | 'error'
  /** A request failed and is tried again. */
  | 'retry'
  | 'model-change'
  /** The person stopped the turn. */
  | 'interruption'
  /** What the assistant itself wrote for the model or the person: context, notices, output of its own commands. */
  | 'note'

/** What a tool does to its target. `command`: it runs one. */
export type ToolAccess = 'read' | 'write' | 'command' | 'other'

/** A call of a tool, or the call that a result answers. */
export interface ToolUse {
  /** Ties a call to its result. */
  readonly callId?: string
  readonly name?: string
  readonly access?: ToolAccess
  /** File, command, pattern or address that it is about. */
  readonly target?: string
  /** What an edit takes away and puts in its place. */
  readonly edit?: { readonly before: string; readonly after: string }
}

/** Usage of one answer of a model. Entries with one key tell of one answer: the one with the most output counts. */
export interface EntryUsage {
  readonly key?: string
  readonly counts: TokenCounts
  /** True where the record stands before the messages of the answer that it tells of. */
  readonly ahead?: boolean
}

/** What one record of a transcript adds to the conversation. Its text is as it stands there, whole. */
export interface ConversationEntry {
  /** `facts`: no message; it tells of the answer or the tool call before it. */
  readonly kind: MessageKind | 'facts'
  readonly text: string
  /** Epoch milliseconds. */
  readonly at?: number
  /** Names the message in every copy of it: of entries with one key the first counts. */
  readonly key?: string
  readonly model?: string
  /** True for a sub-agent's message among those of the session. */
  readonly subagent?: boolean
  readonly tool?: ToolUse
  /** How the tool call ended: on its result, or as a fact with its `callId`. */
  readonly outcome?: ToolOutcome
  readonly usage?: EntryUsage
  /** Tokens in the main context after it, and the size of its window, where the record tells. */
  readonly contextUsed?: number
  readonly contextLimit?: number
  /** True where nothing goes on until a limit is lifted. */
  readonly limitHit?: boolean
}

/** Where the record of an entry stands. */
export interface EntryPlace {
  /** Index of the file in its conversation. */
  readonly file: number
  /** Bytes of the line; -1 in a document, which is read as a whole. */
  readonly offset: number
  readonly bytes: number
  /** Which of the record's entries it is; in a document, which of all. */
  readonly nth: number
}
