import { z } from 'zod'
import { messageKindSchema } from './conversation.ts'

const count = z.number().int().nonnegative()

/** Messages that one answer holds at most. */
export const MOST_FOUND = 100

export const searchRequestSchema = z.object({
  /** Words that must all be there; `"these words in this order"`, `begin*`, `-without`. */
  query: z.string().min(1).max(500),
  /** Any unambiguous beginning of a session's id, to look in it alone. */
  session: z.string().min(1).max(300).nullable().default(null),
  /** `next` of the answer before, for what stands before it in time. */
  before: count.nullable().default(null),
  limit: z.number().int().min(1).max(MOST_FOUND).default(20),
})

export const foundMessagesSchema = z.object({
  /** The newest first. */
  messages: z.array(
    z.object({
      /** The session's id. */
      id: z.string(),
      /** Path of the sub-agent's transcript that it stands in; `null` for the session's own conversation. */
      transcript: z.string().nullable(),
      /** In that conversation; `null` where it cannot be read any more. */
      position: count.nullable(),
      kind: messageKindSchema,
      at: z.date().nullable(),
      /** A piece of the message around the words, on one line. */
      text: z.string(),
      /** Where the words stand in `text`. */
      marks: z.array(z.object({ from: count, to: count })),
    }),
  ),
  /** Ask with it for the messages before these; `null` where there are none. */
  next: count.nullable(),
  /** Transcripts that were searched, and all of them: the words of new ones are taken behind everything else. */
  transcripts: count,
  transcriptsTotal: count,
})
export type FoundMessages = z.infer<typeof foundMessagesSchema>
