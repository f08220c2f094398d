import type { Session } from '../../shared/contract/session.ts'
import { plainText } from '../../shared/domain/plain-text.ts'
import type { SessionFilter } from '../../shared/domain/session-filter.ts'
import { visibleSessions } from '../../shared/domain/visible-sessions.ts'

export const SORTS = ['urgency', 'context', 'tokens', 'cost', 'burn', 'health', 'age', 'title'] as const
export type Sort = (typeof SORTS)[number]

/** Sessions that pass the filter, in order. Equal ones, and those whose value is not known, stay in order of urgency. */
export function rowsOf(
  sessions: ReadonlyMap<string, Session>,
  filter: SessionFilter,
  sort: Sort,
): readonly Session[] {
  const urgent = visibleSessions(sessions, filter)
  if (sort === 'urgency') return urgent
  if (sort === 'title')
    return sorted(urgent, ({ title }) => plainText(title ?? '').toLowerCase(), compareTexts)
  return sorted(urgent, RANKS[sort], (a, b) => b - a)
}

/** What is compared is computed once a session, which matters from thousands on. */
function sorted<Rank>(
  sessions: readonly Session[],
  rank: (session: Session) => Rank,
  compare: (a: Rank, b: Rank) => number,
): readonly Session[] {
  return sessions
    .map((session) => ({ session, rank: rank(session) }))
    .sort((a, b) => compare(a.rank, b.rank))
    .map(({ session }) => session)
}

/** A session without a title comes last. */
function compareTexts(a: string, b: string): number {
  if (a === '' || b === '') return (a === '' ? 1 : 0) - (b === '' ? 1 : 0)
  return a < b ? -1 : a > b ? 1 : 0
}

/** The greater, the further up: most of each, the worst health, the latest activity. What is not known comes last. */
const RANKS: Readonly<Record<Exclude<Sort, 'urgency' | 'title'>, (session: Session) => number>> = {
  context: ({ context }) => context.ratio ?? -1,
  tokens: ({ tokens }) => tokens.total ?? -1,
  cost: ({ costUsd }) => costUsd.value ?? -1,
  burn: ({ burn }) => burn?.tokensPerHour ?? -1,
  health: ({ health }) => -(health.score ?? 101),
  age: ({ lastActivityAt }) => lastActivityAt?.getTime() ?? -1,
}
