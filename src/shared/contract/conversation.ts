import { z } from 'zod'

const count = z.number().int().nonnegative()

/** Most messages of one page, and most characters of a message's text on it. */
export const MOST_MESSAGES = 200
export const MOST_PAGE_TEXT = 16_000
/** Most characters of one message that are fetched at once. */
export const MOST_TEXT = 200_000

export const messageKindSchema = z.enum([
  'prompt',
  'answer',
  'thinking',
  'tool-call',
  'tool-result',
  'compaction',
  'error',
  'retry',
  'model-change',
  'interruption',
  'note',
])

export const conversationMessageSchema = z.object({
  /** Index in its conversation, from 0. Stays the same while the conversation grows. */
  position: count,
  kind: messageKindSchema,
  at: z.date().nullable(),
  /** Model that wrote it. */
  model: z.string().nullable(),
  /** True for a sub-agent's message among those of the session. */
  subagent: z.boolean(),
  /** Beginning of the text, as it stands in the transcript: not safe to print or to render as markup. */
  text: z.string(),
  /** Characters of the whole text; `truncated` where `text` is only its beginning. */
  textLength: count,
  truncated: z.boolean(),
  /** Of a tool call, and of the call that a result answers. */
  tool: z
    .object({
      name: z.string().nullable(),
      access: z.enum(['read', 'write', 'command', 'other']),
      /** File, command, pattern or address that it is about. */
      target: z.string().nullable(),
      /** Of a call, the message with its result; of a result, its call. `null` where there is none. */
      counterpart: count.nullable(),
    })
    .nullable(),
  /** How a tool call ended; `null` while it is open, and for everything else. */
  outcome: z.enum(['ok', 'error', 'rejected']).nullable(),
  /** Usage of the answer that ends with this message. The four are disjoint. */
  usage: z.object({ uncachedInput: count, cacheRead: count, cacheWrite: count, output: count }).nullable(),
  /** Tokens in the context after it, where the transcript tells. */
  contextUsed: count.nullable(),
  /** The record that it was read from. `offset` and `bytes` are null in a transcript that is not read by lines. */
  source: z.object({ transcript: z.string(), offset: count.nullable(), bytes: count.nullable() }),
})
export type ConversationMessage = z.infer<typeof conversationMessageSchema>

/** A conversation: the session's own, or that of one of its sub-agents by its transcript's path. */
export const conversationReferenceSchema = z.object({
  /** Any unambiguous beginning of a session's id or of the assistant's own id. */
  id: z.string().min(1).max(300),
  /** Path of a sub-agent's transcript, as `transcripts` names it; `null` for the session's own conversation. */
  transcript: z.string().max(4096).nullable().default(null),
})

export const conversationPageRequestSchema = conversationReferenceSchema.extend({
  /** Position of the first message; `null` for the last page. */
  from: count.nullable().default(0),
  limit: z.number().int().min(1).max(MOST_MESSAGES).default(100),
  /** Characters of a text that are sent with the page. */
  textLimit: z.number().int().min(0).max(MOST_PAGE_TEXT).default(4000),
})

export const conversationPageSchema = z.object({
  id: z.string(),
  /** Changes where positions no longer mean the same messages: fetch anew what is shown. */
  edition: z.string(),
  /** Messages of the whole conversation. */
  total: count,
  /** Position of the first message of this page. */
  from: count,
  messages: z.array(conversationMessageSchema),
  /** The session's transcripts. Each of a sub-agent's is a conversation of its own. */
  transcripts: z.array(z.object({ path: z.string(), subagent: z.boolean() })),
  /** Transcripts of this conversation that could not be read: what is shown is not whole. */
  problems: z.array(z.object({ path: z.string(), reason: z.string() })),
})
export type ConversationPage = z.infer<typeof conversationPageSchema>

export const messageTextRequestSchema = conversationReferenceSchema.extend({
  position: count,
  /** First character, and how many. */
  from: count.default(0),
  limit: z.number().int().min(1).max(MOST_TEXT).default(MOST_TEXT),
})

export const messageTextSchema = z.object({
  id: z.string(),
  edition: z.string(),
  position: count,
  text: z.string(),
  from: count,
  /** Characters of the whole text. */
  textLength: count,
})
export type MessageText = z.infer<typeof messageTextSchema>
