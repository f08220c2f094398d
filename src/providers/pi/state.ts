import { z } from 'zod'

const count = z.number().nonnegative()

/** All that must be known of earlier lines. Plain JSON, so that it is the checkpoint as well. */
export const stateSchema = z.object({
  format: z.literal('pi-1'),
  /** The id that the path names, else the header's. */
  ownId: z.string().optional(),
  /** Rows before this moment are copied from the session that this one was forked from; 0 where it is no fork. */
  forkedAt: count,
  /** That session, where the header's path names it. */
  parentId: z.string().optional(),
  /** Time of the latest row that has one. */
  lastAt: count,
  cwd: z.string().optional(),
  model: z.string().optional(),
  phase: z.enum(['model-working', 'tool-running', 'done', 'failed', 'interrupted']).optional(),
  openCalls: z.array(
    z.object({
      id: z.string(),
      touched: z.object({ path: z.string(), access: z.enum(['read', 'write']) }).optional(),
    }),
  ),
  /** Failed attempts since the last answer. */
  failures: count,
  /** Sums of all answers in the file; of copied ones too where their session is known, so that its sums can be taken off. */
  total: z.object({
    counts: z.object({ uncachedInput: count, cacheRead: count, cacheWrite: count, output: count }),
    costUsd: count,
  }),
})

export type State = z.infer<typeof stateSchema>

export function initialState(sessionId: string | undefined): State {
  return {
    format: 'pi-1',
    ownId: sessionId,
    forkedAt: 0,
    lastAt: 0,
    openCalls: [],
    failures: 0,
    total: { counts: { uncachedInput: 0, cacheRead: 0, cacheWrite: 0, output: 0 }, costUsd: 0 },
  }
}
