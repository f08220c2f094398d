import type { Overview } from '../../shared/contract/overview.ts'
import type { Session } from '../../shared/contract/session.ts'
import type { PriceList } from '../pricing/price-of.ts'
import { QUARTER_MS, type QuarterUsage, type QuotaHit, type SessionUsage } from '../store/usage-queries.ts'
import { sumUsage } from './usage-sum.ts'

const HOUR_MS = 3_600_000
const HOURS = 24
const MOST_PROJECTS = 12

/** What an overview is made of. */
export interface OverviewParts {
  readonly now: Date
  /** Local midnights, the oldest first; the last one began today. */
  readonly days: readonly Date[]
  /** Live sessions and those of the last day. */
  readonly sessions: readonly Session[]
  /** From the first of `days` on, and at least of the last 24 hours. */
  readonly quarters: readonly QuarterUsage[]
  /** From the first of `days` on. */
  readonly bySession: readonly ProjectUsage[]
  readonly quotaHits: readonly QuotaHit[]
  readonly priceOf: PriceList
}

/** Usage of a session, and the project that the session is shown under. */
export type ProjectUsage = SessionUsage & { readonly project: string | null }

/** Local midnights of so many days, today's last. A day may have 23 or 25 hours. */
export function midnights(now: Date, days: number): readonly Date[] {
  const [year, month, day] = [now.getFullYear(), now.getMonth(), now.getDate()]
  return Array.from({ length: days }, (_, index) => new Date(year, month, day - (days - 1 - index)))
}

export function composeOverview(parts: OverviewParts): Overview {
  const { now, days, sessions, quarters, priceOf } = parts
  const between = (start: number, end: number) =>
    quarters.filter(({ quarter }) => quarter * QUARTER_MS >= start && quarter * QUARTER_MS < end)
  const ofDays = between(days[0]?.getTime() ?? 0, Infinity)
  const projects = projectsOf(parts.bySession, priceOf)
  const end = (Math.floor(now.getTime() / QUARTER_MS) + 1) * QUARTER_MS
  const hours = Array.from({ length: HOURS }, (_, index) => end - (HOURS - index) * HOUR_MS)
  const daily = days.map((start, index) => ({
    start,
    usage: sumUsage(between(start.getTime(), days[index + 1]?.getTime() ?? end), priceOf),
  }))
  return {
    generatedAt: now,
    states: countStates(sessions),
    levels: countLevels(sessions),
    today: daily.at(-1)?.usage ?? sumUsage([], priceOf),
    lastHour: sumUsage(between(end - HOUR_MS, end), priceOf),
    hours: hours.map((start) => ({
      start: new Date(start),
      usage: sumUsage(between(start, start + HOUR_MS), priceOf),
    })),
    days: daily,
    providers: grouped(ofDays, priceOf, ({ provider }) => provider).map(([provider, usage]) => ({
      provider,
      usage,
    })),
    models: grouped(ofDays, priceOf, ({ model }) => model).map(([model, usage]) => ({ model, usage })),
    projects: projects.slice(0, MOST_PROJECTS),
    projectsTotal: projects.length,
    limits: parts.quotaHits.map(({ id, provider, title, at, message }) => ({
      sessionId: id,
      provider,
      title,
      at: new Date(at),
      reason: message,
    })),
  }
}

/** The most tokens first. */
function grouped<Row extends QuarterUsage | SessionUsage, Key>(
  rows: readonly Row[],
  priceOf: PriceList,
  keyOf: (row: Row) => Key,
): (readonly [Key, Overview['today']])[] {
  return [...Map.groupBy(rows, keyOf)]
    .map(([key, group]) => [key, sumUsage(group, priceOf)] as const)
    .sort(([, a], [, b]) => b.tokens - a.tokens)
}

function projectsOf(rows: readonly ProjectUsage[], priceOf: PriceList): Overview['projects'] {
  const byProject = Map.groupBy(rows, ({ project }) => project)
  return grouped(rows, priceOf, ({ project }) => project).map(([project, usage]) => {
    const own = byProject.get(project) ?? []
    const last = Math.max(0, ...own.map(({ lastActivityAt }) => lastActivityAt ?? 0))
    return {
      project,
      sessions: new Set(own.map(({ sessionId }) => sessionId)).size,
      lastActivityAt: last === 0 ? null : new Date(last),
      usage,
    }
  })
}

function countStates(sessions: readonly Session[]): Overview['states'] {
  const counts = { stuck: 0, waiting: 0, working: 0, idle: 0, ended: 0 }
  for (const { state } of sessions) counts[state] += 1
  return counts
}

function countLevels(sessions: readonly Session[]): Overview['levels'] {
  const counts = { healthy: 0, warning: 0, critical: 0, unscored: 0 }
  for (const { state, health } of sessions) if (state !== 'ended') counts[health.level] += 1
  return counts
}
