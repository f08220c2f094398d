import { z } from 'zod'
import { healthLevelSchema } from './session.ts'

const count = z.number().int().nonnegative()

/** Days that an overview can go back, today included. */
export const MOST_OVERVIEW_DAYS = 90

/**
 * Usage that stands in transcripts' records, each response once. What an assistant only reports as a total for a whole
 * session has no time and is not in it. The four counts are disjoint.
 */
export const usageSchema = z.object({
  uncachedInput: count,
  cacheRead: count,
  cacheWrite: count,
  output: count,
  /** Sum of the four. */
  tokens: count,
  responses: count,
  /** By the price list, of the models that have a price. */
  costUsd: z.number().nonnegative(),
  /** Tokens of models without a known price, which `costUsd` leaves out. */
  unpricedTokens: count,
})
export type Usage = z.infer<typeof usageSchema>

/** How everything is, and what it took, summed up for one screen. */
export const overviewSchema = z.object({
  generatedAt: z.date(),
  /** Live sessions and those of the last day. */
  states: z.object({ stuck: count, waiting: count, working: count, idle: count, ended: count }),
  /** Levels of live sessions. */
  levels: z.record(healthLevelSchema, count),
  /** Since midnight where this program runs. */
  today: usageSchema,
  lastHour: usageSchema,
  /** The last 24 hours up to now, the oldest first. `start`: where each began. */
  hours: z.array(z.object({ start: z.date(), usage: usageSchema })),
  /** Days of the calendar where this program runs, the oldest first; also those without usage. */
  days: z.array(z.object({ start: z.date(), usage: usageSchema })),
  /** Over these days, the most tokens first. */
  providers: z.array(z.object({ provider: z.string(), usage: usageSchema })),
  models: z.array(z.object({ model: z.string(), usage: usageSchema })),
  projects: z.array(
    z.object({
      project: z.string().nullable(),
      sessions: count,
      lastActivityAt: z.date().nullable(),
      usage: usageSchema,
    }),
  ),
  /** Projects before the smallest were left out. */
  projectsTotal: count,
  /** Sessions of these days that were refused for a quota at last, the newest first. */
  limits: z.array(
    z.object({
      sessionId: z.string(),
      provider: z.string(),
      title: z.string().nullable(),
      at: z.date(),
      reason: z.string(),
    }),
  ),
})
export type Overview = z.infer<typeof overviewSchema>
