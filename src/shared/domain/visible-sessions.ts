import type { Session, SessionState } from '../contract/session.ts'
import { sortByUrgency, type Urgency, urgencyOf } from './urgency.ts'
import { ARCHIVED_TAG, isPutAway } from './put-away.ts'
import { isFiltering, passes, type SessionFilter } from './session-filter.ts'

/** Of the loaded sessions as they were put in order; a map never changes, so that a filter sorts nothing. */
const inOrder = new WeakMap<ReadonlyMap<string, Session>, readonly Session[]>()

/** Those that pass the filter, most urgent first. What was put away is among all, and where its tag is asked for. */
export function visibleSessions(
  sessions: ReadonlyMap<string, Session>,
  filter: SessionFilter,
  scope: 'recent' | 'all' = 'recent',
): readonly Session[] {
  const known = inOrder.get(sessions)
  const ordered = known ?? sortByUrgency(sessions.values())
  if (known === undefined) inOrder.set(sessions, ordered)
  const passing = isFiltering(filter) ? ordered.filter(passes(filter)) : ordered
  if (scope === 'all' || filter.tag === ARCHIVED_TAG || !passing.some(isPutAway)) return passing
  return passing.filter((session) => !isPutAway(session))
}

/** Sessions that ask for the same kind of attention, under one heading. */
export interface SessionGroup {
  readonly label: string
  readonly sessions: readonly Session[]
}

const GROUP_OF_URGENCY: Readonly<Record<Urgency, string>> = {
  stuck: 'Needs you',
  waiting: 'Needs you',
  critical: 'At risk',
  warning: 'At risk',
  working: 'Working',
  idle: 'Idle',
  ended: 'Ended',
}

/** Cuts a list that is in order of urgency into groups, and keeps its order. */
export function groupSessions(ordered: readonly Session[]): readonly SessionGroup[] {
  const groups = Map.groupBy(ordered, (session) => GROUP_OF_URGENCY[urgencyOf(session)])
  return [...groups].map(([label, sessions]) => ({ label, sessions }))
}

export function countByState(sessions: Iterable<Session>): Readonly<Record<SessionState, number>> {
  const counts = { stuck: 0, waiting: 0, working: 0, idle: 0, ended: 0 }
  for (const session of sessions) counts[session.state] += 1
  return counts
}
