import { useMemo } from 'react'
import type { Session } from '../../../shared/contract/index.ts'
import { useSessions } from './session-context.ts'
import { visibleSessions } from './visible-sessions.ts'

/** The rows as they are drawn: filtered and in order. */
export function useVisibleSessions(): readonly Session[] {
  const sessions = useSessions((state) => state.sessions)
  const text = useSessions((state) => state.text)
  const state = useSessions((current) => current.onlyState)
  return useMemo(() => visibleSessions(sessions.values(), { text, state }), [sessions, text, state])
}
