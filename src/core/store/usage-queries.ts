import type { TokenCounts } from '../../shared/domain/tokens.ts'
import type { RecentResponse } from '../sessions/burn.ts'
import type { Sql } from './sql.ts'

/** Pieces of time that usage is summed up in: midnight is at the end of one in every time zone. */
export const QUARTER_MS = 15 * 60_000

interface SumColumns {
  readonly provider: string
  readonly model: string
  readonly responses: number
  readonly uncachedInput: number
  readonly cacheRead: number
  readonly cacheWrite: number
  readonly cacheWrite1h: number
  readonly output: number
  /** Total input of the largest response. All lie in one band of prices. */
  readonly largestPrompt: number
}

export interface QuarterUsage extends SumColumns {
  /** Quarters of an hour since the epoch. */
  readonly quarter: number
}

interface RecentRow extends TokenCounts, Omit<RecentResponse, 'counts'> {}

export interface SessionUsage extends SumColumns {
  readonly sessionId: string
  readonly cwd: string | null
  readonly lastActivityAt: number | null
}

/** A session whose last error was a quota. */
export interface QuotaHit {
  readonly id: string
  readonly provider: string
  readonly title: string | null
  readonly cwd: string | null
  readonly at: number
  readonly message: string
}

const SUMS = `f.provider, m.name AS model, count(*) AS responses,
  sum(r.uncached_input) AS uncachedInput, sum(r.cache_read) AS cacheRead, sum(r.cache_write) AS cacheWrite,
  sum(r.cache_write_1h) AS cacheWrite1h, sum(r.output) AS output,
  max(r.uncached_input + r.cache_read + r.cache_write) AS largestPrompt`

// A response of these days stands in a file that was written since: the others are never looked at. CROSS keeps that order.
const RESPONSES = `files f CROSS JOIN responses r ON r.file_id = f.id JOIN models m ON m.id = r.model_id`
const SINCE = `f.mtime_ms >= :since AND r.at >= :since AND r.inherited = 0`

/** Usage over time, of responses that are no copies. `since`: epoch milliseconds. */
export function usageQueriesIn(sql: Sql) {
  const quarters = sql.all<[{ since: number; quarterMs: number }], QuarterUsage>(`
    SELECT r.at / :quarterMs AS quarter, ${SUMS} FROM ${RESPONSES} WHERE ${SINCE}
    GROUP BY quarter, f.provider, r.model_id, r.price_band ORDER BY quarter`)
  const sessions = sql.all<[{ since: number }], SessionUsage>(`
    SELECT s.id AS sessionId, s.summary ->> 'cwd' AS cwd, s.last_activity_at AS lastActivityAt, usage.* FROM (
      SELECT f.session_id, ${SUMS} FROM ${RESPONSES} WHERE ${SINCE}
      GROUP BY f.provider, f.session_id, r.model_id, r.price_band) usage
    JOIN sessions s ON s.id = usage.provider || ':' || usage.session_id`)
  const quotaHits = sql.all<[{ since: number; most: number }], QuotaHit>(`
    SELECT id, provider, summary ->> 'title' AS title, summary ->> 'cwd' AS cwd,
      summary ->> '$.lastError.at' AS at, summary ->> '$.lastError.message' AS message
    FROM sessions WHERE last_activity_at >= :since AND summary ->> '$.lastError.blocks' = 'quota'
    ORDER BY at DESC LIMIT :most`)
  const recent = sql.all<[{ provider: string; sessionId: string; since: number }], RecentRow>(`
    SELECT r.at, m.name AS model, r.uncached_input AS uncachedInput, r.cache_read AS cacheRead,
      r.cache_write AS cacheWrite, r.cache_write_1h AS cacheWrite1h, r.output,
      iif(r.sidechain, NULL, r.context_used) AS contextUsed
    FROM ${RESPONSES} WHERE f.provider = :provider AND f.session_id = :sessionId AND ${SINCE} ORDER BY r.at`)
  return {
    /** Answers of one session, its sub-agents' as well, the oldest first. */
    recentResponses: (provider: string, sessionId: string, since: number): RecentResponse[] =>
      recent({ provider, sessionId, since }).map(({ at, model, cacheWrite1h, contextUsed, ...counts }) => ({
        at,
        model,
        cacheWrite1h,
        contextUsed,
        counts,
      })),
    /** By quarter of an hour, assistant, model and band of prices. */
    usageByQuarter: (since: number): QuarterUsage[] =>
      quarters({ since, quarterMs: QUARTER_MS }).map((row) => ({ ...row, quarter: Math.floor(row.quarter) })),
    /** By session, model and band of prices. */
    usageBySession: (since: number): SessionUsage[] => sessions({ since }),
    /** The newest first. */
    quotaHits: (since: number, most: number): QuotaHit[] => quotaHits({ since, most }),
  }
}
