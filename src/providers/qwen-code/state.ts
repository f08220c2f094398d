import { z } from 'zod'

const phaseSchema = z.enum(['model-working', 'tool-running', 'done', 'failed', 'interrupted'])

/** All that must be known of earlier lines. Plain JSON, so that it is the checkpoint as well. */
export const stateSchema = z.object({
  format: z.literal('qwen-1'),
  /** Time of the latest record that has one, in epoch milliseconds. */
  lastAt: z.number(),
  /** The session that the file is named after, or that its first record names. */
  sessionId: z.string().optional(),
  /** True once the session's id was told. */
  isNamed: z.boolean(),
  isSubagent: z.boolean(),
  isFork: z.boolean(),
  /** True once a telemetry record told a response: usage of messages then repeats what telemetry tells. */
  hasTelemetry: z.boolean(),
  /** Counts of the last response that a message told, which telemetry may yet tell as well. */
  toldByMessage: z.string().optional(),
  context: z.number().optional(),
  window: z.number().optional(),
  phase: phaseSchema.optional(),
  known: z.object({
    model: z.string().optional(),
    cwd: z.string().optional(),
    branch: z.string().optional(),
    version: z.string().optional(),
  }),
  openCalls: z.array(
    z.object({ id: z.string(), path: z.string().optional(), access: z.enum(['read', 'write']) }),
  ),
})

export type State = z.infer<typeof stateSchema>

export function initialState(sessionId: string | undefined, subagentOf: string | undefined): State {
  return {
    format: 'qwen-1',
    lastAt: 0,
    sessionId: sessionId ?? subagentOf,
    isNamed: false,
    isSubagent: subagentOf !== undefined,
    isFork: false,
    hasTelemetry: false,
    known: {},
    openCalls: [],
  }
}
