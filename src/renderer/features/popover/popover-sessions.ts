import type { Session } from '../../../shared/contract/index.ts'
import { sortByUrgency } from '../../../shared/domain/urgency.ts'

/** As many rows as the popover has room for. */
const MAX_ROWS = 11

/** Live sessions, the most urgent first, and how many of them do not fit. */
export function popoverSessions(sessions: Iterable<Session>): {
  readonly shown: readonly Session[]
  readonly more: number
} {
  const live = sortByUrgency([...sessions].filter(({ state }) => state !== 'ended'))
  return { shown: live.slice(0, MAX_ROWS), more: Math.max(0, live.length - MAX_ROWS) }
}
