import { useMemo } from 'react'
import type { Session } from '../../../shared/contract/index.ts'
import { useSessions } from './session-context.ts'
import { visibleSessions } from '../../../shared/domain/visible-sessions.ts'

/** The rows as they are drawn: filtered and in order. */
export function useVisibleSessions(): readonly Session[] {
  const sessions = useSessions((state) => state.sessions)
  const filter = useSessions((state) => state.filter)
  const scope = useSessions((state) => state.scope)
  return useMemo(() => visibleSessions(sessions, filter, scope), [sessions, filter, scope])
}
