import type { RecentResponse } from '../sessions/burn.ts'
import { UsageSums } from './add-up-usage.ts'
import type { UsageSum } from './index-types.ts'
import { decodePart, type ResponsePart, type StoredResponse } from './response-codec.ts'
import { PARTS_OF_FILE } from './response-place.ts'
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

interface FilePart {
  readonly provider: string
  readonly session_id: string
  readonly body: ResponsePart
}

interface SessionRow {
  readonly sessionId: string
  readonly cwd: string | null
  readonly lastActivityAt: number | null
}

// A response of these days stands in a file that was written since: the others are never looked at.
const PARTS_SINCE = `SELECT f.provider, f.session_id, r.body FROM files f CROSS JOIN responses r ON ${PARTS_OF_FILE}
  WHERE f.mtime_ms >= :since`

/** Usage over time, of responses that are no copies. `since`: epoch milliseconds. */
export function usageQueriesIn(sql: Sql) {
  const partsSince = sql.all<[{ since: number }], FilePart>(PARTS_SINCE)
  const partsOfSession = sql.all<[{ provider: string; sessionId: string; since: number }], FilePart>(
    `${PARTS_SINCE} AND f.provider = :provider AND f.session_id = :sessionId`,
  )
  const session = sql.one<[id: string], SessionRow>(`
    SELECT id AS sessionId, summary ->> 'cwd' AS cwd, last_activity_at AS lastActivityAt
    FROM sessions WHERE id = ?`)
  const quotaHits = sql.all<[{ since: number; most: number }], QuotaHit>(`
    SELECT id, provider, summary ->> 'title' AS title, summary ->> 'cwd' AS cwd,
      summary ->> '$.lastError.at' AS at, summary ->> '$.lastError.message' AS message
    FROM sessions WHERE last_activity_at >= :since AND summary ->> '$.lastError.blocks' = 'quota'
    ORDER BY at DESC LIMIT :most`)
  return {
    /** Answers of one session, its sub-agents' as well, the oldest first. */
    recentResponses: (provider: string, sessionId: string, since: number): RecentResponse[] =>
      partsOfSession({ provider, sessionId, since })
        .flatMap((part) => ownSince(part, since))
        .sort((a, b) => a.at - b.at)
        .map(({ at, model, counts, cacheWrite1h, contextUsed, sidechain }) => ({
          at,
          model,
          counts,
          cacheWrite1h,
          contextUsed: sidechain ? null : (contextUsed ?? null),
        })),

    /** By quarter of an hour, assistant, model and band of prices; the oldest first. */
    usageByQuarter(since: number): QuarterUsage[] {
      const groups = new Groups<Pick<QuarterUsage, 'quarter' | 'provider'>>()
      for (const part of partsSince({ since })) {
        const { provider } = part
        for (const response of ownSince(part, since)) {
          const quarter = Math.floor(response.at / QUARTER_MS)
          groups.of(`${quarter} ${provider}`, { quarter, provider }).add(response)
        }
      }
      return groups.all().sort((a, b) => a.quarter - b.quarter)
    },

    /** By session, model and band of prices. */
    usageBySession(since: number): SessionUsage[] {
      const groups = new Groups<SessionRow & { readonly provider: string }>()
      const sessions = new Map<string, SessionRow | undefined>()
      for (const part of partsSince({ since })) {
        const { provider } = part
        const id = `${provider}:${part.session_id}`
        const known = sessions.has(id) ? sessions.get(id) : session(id)
        sessions.set(id, known)
        if (!known) continue
        for (const response of ownSince(part, since)) groups.of(id, { ...known, provider }).add(response)
      }
      return groups.all()
    },

    /** The newest first. */
    quotaHits: (since: number, most: number): QuotaHit[] => quotaHits({ since, most }),
  }
}

function ownSince({ body }: FilePart, since: number): StoredResponse[] {
  return decodePart(body).filter(({ at, inherited }) => at >= since && !inherited)
}

/** Sums of usage, each with what it is the usage of. */
class Groups<Of> {
  private readonly groups = new Map<string, { readonly of: Of; readonly sums: UsageSums }>()

  of(name: string, of: Of): UsageSums {
    const group = this.groups.get(name) ?? { of, sums: new UsageSums() }
    this.groups.set(name, group)
    return group.sums
  }

  all(): (Of & Omit<SumColumns, 'provider'>)[] {
    return [...this.groups.values()].flatMap(({ of, sums }) =>
      sums.inOrder().map((sum) => ({ ...of, ...columnsOf(sum) })),
    )
  }
}

function columnsOf({ counts, ...sum }: UsageSum): Omit<SumColumns, 'provider'> {
  return { ...sum, ...counts }
}
