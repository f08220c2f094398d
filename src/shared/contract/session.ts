import { z } from 'zod'
import { isProjectName, isTag, LONGEST_PROJECT_NAME, LONGEST_TAG } from '../domain/labels.ts'

const count = z.number().int().nonnegative()
const nullableCount = count.nullable()

/** Where a number comes from; see `NumberSource` in the domain. */
export const numberSourceSchema = z.enum(['reported', 'counted', 'estimated', 'unknown'])

/** `stuck` needs a person, but not an answer: quota reached, signed out, or retrying without end. */
export const sessionStateSchema = z.enum(['working', 'waiting', 'idle', 'ended', 'stuck'])
export type SessionState = z.infer<typeof sessionStateSchema>

/** A word that a person put on a session. Spelled as given: two spellings are two tags. */
export const tagSchema = z.string().refine(isTag, `A tag is one line of at most ${LONGEST_TAG} characters.`)

/** A name that a person gave to a session's project. */
export const projectNameSchema = z
  .string()
  .refine(isProjectName, `A project name is one line of at most ${LONGEST_PROJECT_NAME} characters.`)

export const noteSchema = z.object({ text: z.string(), updatedAt: z.date() })
export type SessionNote = z.infer<typeof noteSchema>

export const healthLevelSchema = z.enum(['healthy', 'warning', 'critical', 'unscored'])
export type HealthLevel = z.infer<typeof healthLevelSchema>

/** One of the four weighted parts of a health score. */
export const healthPartSchema = z.object({
  name: z.enum(['tokenUsage', 'duration', 'activity', 'errors']),
  /** 0 (bad) to 100 (good); `null` where the inputs are not known. */
  score: z.number().min(0).max(100).nullable(),
  /** Share of the whole, in points of 100. A part without a score takes no part. */
  weight: z.number().min(0).max(100),
  /** The level that this part alone would have. */
  level: healthLevelSchema,
  /** What the score was computed from. Units stand in the names. */
  inputs: z.record(z.string(), z.union([z.number(), z.string(), z.null()])),
  /** One sentence for people. */
  sentence: z.string(),
})
export type HealthPart = z.infer<typeof healthPartSchema>

export const healthSchema = z.object({
  /** 0 to 100, a whole number; `null` together with level `unscored`. */
  score: z.number().int().min(0).max(100).nullable(),
  level: healthLevelSchema,
  parts: z.array(healthPartSchema),
})
export type Health = z.infer<typeof healthSchema>

export const recommendationSchema = z.object({
  kind: z.enum(['export-and-restart', 'long-running', 'close-idle', 'archive', 'merge']),
  severity: z.enum(['info', 'warning', 'critical']),
  /** One sentence: what is so, and what to do. */
  text: z.string(),
  /** Other sessions that it concerns, by id. */
  sessionIds: z.array(z.string()),
})
export type Recommendation = z.infer<typeof recommendationSchema>

export const sessionTokensSchema = z.object({
  uncachedInput: nullableCount,
  cacheRead: nullableCount,
  cacheWrite: nullableCount,
  output: nullableCount,
  /** Sum of the four. */
  total: nullableCount,
  source: numberSourceSchema,
  /** What the numbers leave out, in one sentence; `null` where they are whole. */
  caveat: z.string().nullable(),
})
export type SessionTokens = z.infer<typeof sessionTokensSchema>

export const contextSchema = z.object({
  /** Tokens that the model sees now. */
  used: nullableCount,
  /** Size of its window in tokens. */
  limit: nullableCount,
  /** `used / limit`, 0 to 1. */
  ratio: z.number().min(0).max(1).nullable(),
  /** Where `used` comes from. */
  source: numberSourceSchema,
  /** Where `limit` comes from. */
  limitSource: z.enum(['reported', 'config', 'model', 'inferred', 'default', 'unknown']),
})
export type ContextOccupancy = z.infer<typeof contextSchema>

/** What a live session spends, and when its context will be full at this pace: by its answers of the last half hour. */
export const burnSchema = z.object({
  /** Minutes that the answers span. */
  windowMinutes: count,
  tokensPerHour: count,
  /** US dollars by the price list; `null` where a model has no known price. */
  costUsdPerHour: z.number().nonnegative().nullable(),
  /** Answers and minutes until the context is full; `null` where it does not grow, or the next day is far enough. */
  answersLeft: nullableCount,
  minutesLeft: nullableCount,
  /** One sentence for people. */
  sentence: z.string(),
})
export type Burn = z.infer<typeof burnSchema>

export const sessionSchema = z.object({
  /** The provider's name, a colon, and the assistant's own full session id. */
  id: z.string(),
  provider: z.string(),
  title: z.string().nullable(),
  /** The name that a person gave to its project, or the folder name of the code base it works on. */
  project: z.string().nullable(),
  state: sessionStateSchema,
  /** Why it is in that state: one sentence with its evidence. */
  stateReason: z.string(),
  /** What it waits for, where it waits and that is known: a question, or the call that needs a permission. */
  question: z.string().nullable(),
  /** How sure we are that a process runs this session; `none` where no process does. */
  certainty: z.enum(['certain', 'probable', 'recent', 'none']),
  pid: z.number().int().nullable(),
  cwd: z.string().nullable(),
  gitBranch: z.string().nullable(),
  model: z.string().nullable(),
  assistantVersion: z.string().nullable(),
  startedAt: z.date().nullable(),
  lastActivityAt: z.date().nullable(),
  /** From the first to the last activity, in milliseconds. */
  durationMs: z.number().nonnegative().nullable(),
  tokens: sessionTokensSchema,
  context: contextSchema,
  costUsd: z.object({ value: z.number().nonnegative().nullable(), source: numberSourceSchema }),
  /** `null` where it does not run, and where too few recent answers tell. */
  burn: burnSchema.nullable(),
  /** Prompts of the person and answers of the model. */
  messages: count,
  toolCalls: count,
  /** Requests that failed for good. Failed tool calls, retries and interruptions are counted apart. */
  errors: count,
  toolErrors: count,
  retries: count,
  interruptions: count,
  compactions: count,
  /** Sub-agents whose usage is part of `tokens`. */
  subagents: count,
  /** The session that this one was copied from, by id. */
  forkedFrom: z.string().nullable(),
  /** Words that people put on it, and those of the settings' rules, in alphabetical order. */
  tags: z.array(z.string()),
  health: healthSchema,
  recommendations: z.array(recommendationSchema),
  /** The file it was read from; `null` for a process whose transcript is not known. */
  transcript: z.string().nullable(),
})
export type Session = z.infer<typeof sessionSchema>

export const touchedFileSchema = z.object({
  path: z.string(),
  reads: count,
  writes: count,
})

/** What a model server tells of a model that it holds. */
export const loadedModelSchema = z.object({
  /** Memory that the model takes with its context, and how much of that on graphics cards. */
  sizeBytes: nullableCount,
  graphicsBytes: nullableCount,
  /** When it will be given up unless somebody uses it. */
  unloadsAt: z.date().nullable(),
  /** When the server said so. */
  toldAt: z.date(),
})

/** A session with what only its own page shows. */
export const sessionDetailSchema = z.object({
  session: sessionSchema,
  /** What a person wrote down about it. */
  note: noteSchema.nullable(),
  /** Set for a model of a model server. */
  loadedModel: loadedModelSchema.nullable(),
  files: z.array(touchedFileSchema),
  usageByModel: z.array(
    z.object({
      model: z.string(),
      responses: count,
      uncachedInput: count,
      cacheRead: count,
      cacheWrite: count,
      output: count,
      costUsd: z.number().nonnegative().nullable(),
    }),
  ),
  transcripts: z.array(
    z.object({
      path: z.string(),
      sizeBytes: count,
      linesRead: count,
      linesSkipped: z.record(z.string(), count),
    }),
  ),
})
export type SessionDetail = z.infer<typeof sessionDetailSchema>
