import { z } from 'zod'

const phaseSchema = z.enum(['model-working', 'tool-running', 'done', 'failed', 'interrupted'])

/** All that must be known of earlier lines. Plain JSON, so that it is the checkpoint as well. */
export const stateSchema = z.object({
  format: z.literal('gemini-1'),
  /** Time of the latest record that has one, in epoch milliseconds. */
  lastAt: z.number(),
  sessionId: z.string().optional(),
  isSubagent: z.boolean(),
  model: z.string().optional(),
  cwd: z.string().optional(),
  phase: phaseSchema.optional(),
  /** The latest messages, which may be written again while their tools end. */
  recent: z.array(
    z.object({ id: z.string(), calls: z.array(z.object({ id: z.string(), isEnded: z.boolean() })) }),
  ),
  /** A message to the model that it has not answered. */
  pendingId: z.string().optional(),
  interruptedAt: z.number().optional(),
  /** Message that took the place of what the last compaction cut out. */
  compactedAs: z.string().optional(),
})

export type State = z.infer<typeof stateSchema>
export type RecentMessage = State['recent'][number]

export function initialState(sessionId: string | undefined, isSubagent: boolean): State {
  return { format: 'gemini-1', lastAt: 0, sessionId, isSubagent, recent: [] }
}
