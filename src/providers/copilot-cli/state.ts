import { z } from 'zod'

const phaseSchema = z.enum(['model-working', 'tool-running', 'done', 'failed', 'interrupted'])

const touchedSchema = z.object({ path: z.string(), access: z.enum(['read', 'write']) })

/** All that must be known of earlier lines. Plain JSON, so that it is the checkpoint as well. */
export const stateSchema = z.object({
  format: z.literal('copilot-cli-1'),
  /** The id that the path names, else the first header's. */
  ownId: z.string().optional(),
  /** The id of the latest header. In the copy that a fork begins with, it is the other session's. */
  headerId: z.string().optional(),
  /** Time of the latest record that has one. */
  lastAt: z.number(),
  known: z.object({
    model: z.string().optional(),
    cwd: z.string().optional(),
    branch: z.string().optional(),
    window: z.number().optional(),
  }),
  usage: z.object({
    /** True once a usage record was seen: the sums at the end of a run then add nothing. */
    isRecorded: z.boolean(),
    /** True where the compaction that runs has a usage record of its own. */
    isCompactionRecorded: z.boolean(),
  }),
  turn: z.object({
    phase: phaseSchema.optional(),
    /** True where the model called a tool since it was last asked: it will be asked again. */
    hasCalls: z.boolean(),
    openCalls: z.array(z.object({ id: z.string(), isMain: z.boolean(), touches: z.array(touchedSchema) })),
    /** Calls that are over, or a person's own: what else is said of them is no call of the model. */
    settledCalls: z.array(z.string()),
  }),
})

export type State = z.infer<typeof stateSchema>

export function initialState(sessionId: string | undefined): State {
  return {
    format: 'copilot-cli-1',
    ownId: sessionId,
    lastAt: 0,
    known: {},
    usage: { isRecorded: false, isCompactionRecorded: false },
    turn: { hasCalls: false, openCalls: [], settledCalls: [] },
  }
}
