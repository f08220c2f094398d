import { z } from 'zod'

const count = z.number().int().nonnegative()

/** Points that a timeline has at most. */
export const MOST_TIMELINE_POINTS = 300

export const timelinePointSchema = z.object({
  at: z.date(),
  /** Message that it stands at; `null` for what was noted while the session ran. */
  position: count.nullable(),
  /** Tokens in the context. */
  contextUsed: count.nullable(),
  /** Tokens of this answer, and of all answers up to it. */
  tokens: count.nullable(),
  tokensTotal: count.nullable(),
  /** 0 to 100, as it was noted then. */
  health: z.number().min(0).max(100).nullable(),
})
export type TimelinePoint = z.infer<typeof timelinePointSchema>

export const timelineMarkerSchema = z.object({
  kind: z.enum(['compaction', 'error', 'model-change', 'limit']),
  at: z.date(),
  position: count,
  /** A few words: the error, the models. */
  text: z.string(),
})
export type TimelineMarker = z.infer<typeof timelineMarkerSchema>

/** How a session went. */
export const timelineSchema = z.object({
  id: z.string(),
  edition: z.string(),
  /** Size of the context's window in tokens. */
  contextLimit: count.nullable(),
  /** In order of time. Peaks, falls at compactions and both ends are kept where points were left out. */
  points: z.array(timelinePointSchema).max(MOST_TIMELINE_POINTS),
  /** Points before some were left out. */
  pointsTotal: count,
  markers: z.array(timelineMarkerSchema),
  /** Markers before the oldest were left out. */
  markersTotal: count,
})
export type Timeline = z.infer<typeof timelineSchema>

export const contextPartSchema = z.object({
  /** `system`: instructions, tools and what else no transcript holds: the rest of the reported context. */
  name: z.enum([
    'system',
    'summary',
    'prompts',
    'answers',
    'thinking',
    'tool-calls',
    'files',
    'tool-results',
    'notes',
  ]),
  tokens: count,
  /** Share of the whole, 0 to 1. */
  share: z.number().min(0).max(1),
})

/** What the context is made of, since the last compaction. */
export const contextMakeUpSchema = z.object({
  id: z.string(),
  edition: z.string(),
  /** Tokens in the context: the sum of the parts. `null` where nothing is known of them. */
  total: count.nullable(),
  /** Where `total` comes from. The parts are always estimates: they were counted by another tokenizer, or by length. */
  totalSource: z.enum(['reported', 'estimated', 'unknown']),
  parts: z.array(contextPartSchema),
  /** Position of the compaction that it begins with; `null` where there was none. */
  since: count.nullable(),
  /** Share of the last answer's input that came from the vendor's cache, 0 to 1. */
  cacheShare: z.number().min(0).max(1).nullable(),
  /** How the numbers came about, in one sentence for people. */
  sentence: z.string(),
})
export type ContextMakeUp = z.infer<typeof contextMakeUpSchema>

export const findingSchema = z.object({
  kind: z.enum([
    'compacted',
    'repeated-failure',
    'edit-undone',
    'person-repeats',
    'retry-storm',
    'long-output',
    'shared-files',
  ]),
  severity: z.enum(['info', 'warning', 'critical']),
  /** One sentence: what was found. */
  sentence: z.string(),
  /** Messages that prove it, in order; the newest where there are many. */
  positions: z.array(count),
  at: z.date().nullable(),
  /** Other sessions that it concerns, by id. */
  sessionIds: z.array(z.string()),
})
export type Finding = z.infer<typeof findingSchema>

/** Evidence of context rot, the worst first. */
export const findingsSchema = z.object({
  id: z.string(),
  edition: z.string(),
  findings: z.array(findingSchema),
})
export type Findings = z.infer<typeof findingsSchema>
