import type { Session } from '../contract/session.ts'

/**
 * What a session asks of a person, most urgent first.
 * `critical` and `warning` are levels of health that still can be acted on.
 */
export const URGENCIES = ['stuck', 'waiting', 'critical', 'warning', 'working', 'idle', 'ended'] as const
export type Urgency = (typeof URGENCIES)[number]

/** What the order of a list of sessions depends on. */
export type Rankable = Pick<Session, 'id' | 'state' | 'lastActivityAt'> & {
  readonly health: Pick<Session['health'], 'level'>
}

/** An ended session stays `ended` however bad its health was: there is nothing left to save. */
export function urgencyOf(session: Rankable): Urgency {
  if (session.state === 'stuck' || session.state === 'waiting' || session.state === 'ended')
    return session.state
  const level = session.health.level
  return level === 'critical' || level === 'warning' ? level : session.state
}

/**
 * In order of urgency, then of the latest activity, then by id, so that equal sessions never swap places. What is
 * compared is computed once a session, which matters from thousands on.
 */
export function sortByUrgency<Item extends Rankable>(sessions: Iterable<Item>): readonly Item[] {
  return [...sessions]
    .map((session) => ({ session, rank: rankOf(session) }))
    .sort((a, b) => compareRanks(a.rank, b.rank))
    .map(({ session }) => session)
}

interface Rank {
  readonly urgency: number
  readonly activity: number
  readonly id: string
}

function rankOf(session: Rankable): Rank {
  return {
    urgency: URGENCIES.indexOf(urgencyOf(session)),
    activity: activityTime(session),
    id: session.id,
  }
}

function compareRanks(a: Rank, b: Rank): number {
  return a.urgency - b.urgency || b.activity - a.activity || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

/** A session without any known activity comes after all that have one. */
function activityTime(session: Rankable): number {
  return session.lastActivityAt?.getTime() ?? 0
}
