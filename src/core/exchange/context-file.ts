import { z } from 'zod'
import {
  contextSchema,
  healthSchema,
  numberSourceSchema,
  recommendationSchema,
  sessionDetailSchema,
  sessionStateSchema,
  sessionTokensSchema,
  tagSchema,
} from '../../shared/contract/session.ts'
import { LONGEST_NOTE } from '../../shared/domain/labels.ts'

/** What an exported context calls itself, and the version of its shape. A change that an older reader would get wrong raises it. */
export const CONTEXT_FORMAT = 'llm-session-context'
export const CONTEXT_VERSION = 1

const count = z.number().int().nonnegative()
const text = z.string()
const instant = z.iso.datetime()

const sessionPart = z.strictObject({
  id: text.min(1).max(400),
  provider: text.min(1).max(100),
  title: text.nullable(),
  project: text.nullable(),
  cwd: text.nullable(),
  gitBranch: text.nullable(),
  model: text.nullable(),
  assistantVersion: text.nullable(),
  state: sessionStateSchema,
  stateReason: text,
  startedAt: instant.nullable(),
  lastActivityAt: instant.nullable(),
  durationMs: z.number().nonnegative().nullable(),
  messages: count,
  toolCalls: count,
  errors: count,
  toolErrors: count,
  retries: count,
  interruptions: count,
  compactions: count,
  subagents: count,
  forkedFrom: text.nullable(),
})

const messagePart = z.strictObject({
  kind: text,
  at: instant.nullable(),
  model: text.nullable(),
  tool: z
    .strictObject({ name: text.nullable(), access: text, target: text.nullable(), outcome: text.nullable() })
    .nullable(),
  text,
  /** Characters that the transcript holds and this text leaves out. */
  omitted: count,
})
export type ExportedMessage = z.infer<typeof messagePart>

/** A context as a file: what a session was, used, touched and said. Instants are ISO 8601 in UTC. */
export const contextFileSchema = z.strictObject({
  format: z.literal(CONTEXT_FORMAT),
  version: z.literal(CONTEXT_VERSION),
  exportedAt: instant,
  /** Program and version that wrote it. */
  generator: text.max(200),
  session: sessionPart,
  tokens: z.strictObject(sessionTokensSchema.shape),
  context: z.strictObject(contextSchema.shape),
  costUsd: z.strictObject({ value: z.number().nonnegative().nullable(), source: numberSourceSchema }),
  usageByModel: sessionDetailSchema.shape.usageByModel,
  health: z.strictObject(healthSchema.shape),
  recommendations: z.array(z.strictObject(recommendationSchema.shape)),
  /** How it went while it was watched, at most one point a minute. */
  timeline: z.array(
    z.strictObject({
      at: instant,
      tokensTotal: count.nullable(),
      contextUsed: count.nullable(),
      contextLimit: count.nullable(),
      healthScore: z.number().min(0).max(100).nullable(),
    }),
  ),
  /** `tokens`: of the file as it was when this was exported; `null` where it was gone, large, not text or outside the session's folder. */
  files: z.array(z.strictObject({ path: text, reads: count, writes: count, tokens: count.nullable() })),
  tags: z.array(tagSchema),
  note: z.string().max(LONGEST_NOTE).nullable(),
  /** `null` where it was left out. */
  conversation: z.array(messagePart).nullable(),
  /** How many secrets (by kind) and home folders were taken out; `null` where nothing was looked for. */
  redacted: z.strictObject({ secrets: z.record(z.string(), count), homeFolders: count }).nullable(),
})
export type ContextFile = z.infer<typeof contextFileSchema>
