import { useEffect } from 'react'
import { useSessionActions, useSessions, useSessionStore } from '../sessions/session-context.ts'

/** Until the settings are known. */
const DEFAULT_REFRESH_MS = 5_000
/** Where nothing changes, the hours still move on. */
const QUIET_REFRESH_MS = 60_000

/**
 * The overview, fetched while it is shown, and again when a lost connection is back. No change names it: it is summed up
 * anew as often as the settings say, while somebody can see it and sessions change.
 */
export function useOverview() {
  const store = useSessionStore()
  const overview = useSessions((state) => state.overview)
  const failure = useSessions((state) => state.overviewFailure)
  const isLive = useSessions((state) => state.connection.kind === 'live')
  const refreshMs = useSessions(({ info }) => info?.settings.dashboard.refreshMs ?? DEFAULT_REFRESH_MS)
  const { loadOverview } = useSessionActions()
  useEffect(() => {
    if (!isLive) return undefined
    let summedUp = { changedAt: store.getState().generatedAt, turns: 0 }
    void loadOverview()
    const timer = setInterval(() => {
      const changedAt = store.getState().generatedAt
      summedUp = { ...summedUp, turns: summedUp.turns + 1 }
      const isDue = changedAt !== summedUp.changedAt || summedUp.turns * refreshMs >= QUIET_REFRESH_MS
      if (document.hidden || !isDue) return
      summedUp = { changedAt, turns: 0 }
      void loadOverview()
    }, refreshMs)
    return () => clearInterval(timer)
  }, [isLive, refreshMs, loadOverview, store])
  return { overview, failure }
}
