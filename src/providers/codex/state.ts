import { z } from 'zod'
import { EMPTY_HASH } from './response-keys.ts'

const count = z.number().nonnegative()

const usageSchema = z.object({
  input: count,
  cached: count,
  cacheWrite: count,
  output: count,
  reasoning: count,
  total: count,
})

const phaseSchema = z.enum(['model-working', 'tool-running', 'done', 'failed', 'interrupted'])

/** All that must be known of earlier lines. Plain JSON, so that it is the checkpoint as well. */
export const stateSchema = z.object({
  format: z.literal('codex-1'),
  lineage: z.object({
    ownId: z.string().optional(),
    /** The oldest ancestor that the file names, or the thread itself. */
    rootId: z.string().optional(),
    isSubagent: z.boolean(),
    /** True where the file may begin with rows of another thread. */
    hasHistory: z.boolean(),
    /** Rows with a smaller ordinal are copied. */
    historyStart: count,
    /** When the thread was made, in epoch milliseconds. */
    createdAt: z.number().optional(),
    /** True in a file whose header is a bare object: no usage, no times. */
    isFlat: z.boolean(),
  }),
  /** Time of the latest record that has one. */
  lastAt: z.number(),
  known: z.object({
    model: z.string().optional(),
    cwd: z.string().optional(),
    branch: z.string().optional(),
    version: z.string().optional(),
    window: z.number().optional(),
  }),
  turn: z.object({
    id: z.string().optional(),
    phase: phaseSchema.optional(),
    /** True once a record marked the start of a turn: then only such marks end one. */
    isMarked: z.boolean(),
    isPrompted: z.boolean(),
    /** Message of the failure that was already told in this turn. */
    failure: z.string().optional(),
    /** The half of a compaction's two records that was seen. */
    compactedAs: z.enum(['line', 'event']).optional(),
    openCalls: z.array(z.object({ id: z.string(), patched: z.array(z.string()) })),
    endedCalls: z.array(z.string()),
  }),
  usage: z.object({
    previous: usageSchema.optional(),
    /** True once the thread's own usage records are written: running totals then add nothing. */
    isRecorded: z.boolean(),
    /** A usage record of another thread was copied, whose tokens the next total repeats. */
    foreignRecord: z.boolean(),
    anchor: z.string().optional(),
    hash: z.tuple([z.number(), z.number()]).readonly(),
    /** Occupancy of the main context as last told. */
    context: z.number().optional(),
    /** When the used-up rate limit resets, in epoch milliseconds; 0 where none is used up. */
    limitedUntil: count,
  }),
  prompts: z.object({
    /** True once an event told a prompt: items then only repeat them. */
    fromEvents: z.boolean(),
    /** A prompt that only an item told so far. */
    pending: z.object({ text: z.string(), at: z.number() }).optional(),
  }),
})

export type State = z.infer<typeof stateSchema>

export function initialState(sessionId: string | undefined): State {
  return {
    format: 'codex-1',
    lineage: { rootId: sessionId, isSubagent: false, hasHistory: false, historyStart: 0, isFlat: false },
    lastAt: 0,
    known: {},
    turn: { isMarked: false, isPrompted: false, openCalls: [], endedCalls: [] },
    usage: { isRecorded: false, foreignRecord: false, hash: EMPTY_HASH, limitedUntil: 0 },
    prompts: { fromEvents: false },
  }
}

/** A copy of the state that later lines do not change. */
export function checkpointOf(state: State): unknown {
  return JSON.parse(JSON.stringify(state))
}
