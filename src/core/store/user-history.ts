import type { Database } from 'better-sqlite3'
import { sqlOf } from './sql.ts'

const MINUTE_MS = 60_000
const HOUR_MINUTES = 60
const DAY_MINUTES = 24 * HOUR_MINUTES

/** Older rows are thinned to the last of each hour, then to the last of each day. */
const EVERY_MINUTE_FOR_DAYS = 7
const EVERY_HOUR_FOR_DAYS = 90

/** What a session was at one moment. `null` where it was not known. */
export interface HistoryPoint {
  /** Epoch milliseconds. */
  readonly at: number
  readonly tokensTotal: number | null
  /** Tokens in the context, and the size of its window. */
  readonly contextUsed: number | null
  readonly contextLimit: number | null
  /** 0 to 100. */
  readonly healthScore: number | null
}

export interface SessionPoint extends HistoryPoint {
  readonly sessionId: string
}

type Values = [
  at: number,
  tokensTotal: number | null,
  contextUsed: number | null,
  contextLimit: number | null,
  healthScore: number | null,
]

const COLUMNS = `at, tokens_total AS tokensTotal, context_used AS contextUsed, context_limit AS contextLimit,
  health_score AS healthScore`

/**
 * How sessions went over time. Bounded: a row only where something changed, at most one a minute and session
 * (the last state within it), and fewer as they age; see `thin`.
 */
export function historyIn(database: Database) {
  const sql = sqlOf(database)
  const newest = sql.one<[sessionId: string], HistoryPoint>(
    `SELECT ${COLUMNS} FROM session_history WHERE session_id = ? ORDER BY minute DESC LIMIT 1`,
  )
  const put = sql.run<[sessionId: string, minute: number, ...Values]>(
    `INSERT INTO session_history
       (session_id, minute, at, tokens_total, context_used, context_limit, health_score) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET at = excluded.at, tokens_total = excluded.tokens_total,
       context_used = excluded.context_used, context_limit = excluded.context_limit,
       health_score = excluded.health_score`,
  )
  const since = sql.all<[sessionId: string, since: number], HistoryPoint>(
    `SELECT ${COLUMNS} FROM session_history WHERE session_id = ? AND at >= ? ORDER BY minute`,
  )
  // The remainder, not a division: a bound number is a REAL to SQLite, and would divide as one.
  const thin = sql.run<[{ before: number; step: number }]>(
    `DELETE FROM session_history WHERE minute < @before AND EXISTS (
       SELECT 1 FROM session_history AS later
       WHERE later.session_id = session_history.session_id AND later.minute > session_history.minute
         AND later.minute < session_history.minute - session_history.minute % @step + @step)`,
  )

  const record = database.transaction((points: readonly SessionPoint[]): number => {
    let written = 0
    for (const point of points) {
      const last = newest(point.sessionId)
      if (last && isSameState(last, point)) continue
      const { at, tokensTotal, contextUsed, contextLimit, healthScore } = point
      const minute = Math.floor(at / MINUTE_MS)
      written += put(point.sessionId, minute, at, tokensTotal, contextUsed, contextLimit, healthScore)
    }
    return written
  })

  const thinAll = database.transaction((now: number): number => {
    const today = Math.floor(now / MINUTE_MS / DAY_MINUTES) * DAY_MINUTES
    const daily = { before: today - EVERY_HOUR_FOR_DAYS * DAY_MINUTES, step: DAY_MINUTES }
    const hourly = { before: today - EVERY_MINUTE_FOR_DAYS * DAY_MINUTES, step: HOUR_MINUTES }
    return thin(daily) + thin(hourly)
  })

  return {
    /** Keeps what changed, in one commit. Returns the rows written; where nothing changed, the disk is not touched. */
    record: (points: readonly SessionPoint[]): number => record.immediate(points),
    /** Oldest first. `sinceAt` in epoch milliseconds. */
    of: (sessionId: string, sinceAt = 0): readonly HistoryPoint[] => since(sessionId, sinceAt),
    /** Drops what has aged; for once a day. Hours and days are those of UTC. Returns the rows dropped. */
    thin: (now: number): number => thinAll.immediate(now),
  }
}

function isSameState(one: HistoryPoint, other: HistoryPoint): boolean {
  return (
    one.tokensTotal === other.tokensTotal &&
    one.contextUsed === other.contextUsed &&
    one.contextLimit === other.contextLimit &&
    one.healthScore === other.healthScore
  )
}
