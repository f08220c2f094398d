import type { Session, SessionState } from '../../../shared/contract/index.ts'
import { compareByUrgency, type Urgency, urgencyOf } from '../../../shared/domain/urgency.ts'

export interface SessionFilter {
  /** Words that all must occur in what the row shows. */
  readonly text: string
  readonly state: SessionState | null
}

/** Those that pass the filter, most urgent first. */
export function visibleSessions(sessions: Iterable<Session>, filter: SessionFilter): readonly Session[] {
  const words = filter.text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  return [...sessions]
    .filter((session) => filter.state === null || session.state === filter.state)
    .filter((session) => words.length === 0 || containsAll(searchableText(session), words))
    .sort(compareByUrgency)
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

function searchableText(session: Session): string {
  const { id, provider, title, project, cwd, gitBranch, model, state, stateReason } = session
  return [id, provider, title, project, cwd, gitBranch, model, state, stateReason].join('\n').toLowerCase()
}

function containsAll(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word))
}
