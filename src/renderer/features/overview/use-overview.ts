import { useEffect } from 'react'
import { useSessionActions, useSessions } from '../sessions/session-context.ts'

/** Until the settings are known. */
const DEFAULT_REFRESH_MS = 5_000

/**
 * The overview, fetched while it is shown, and again when a lost connection is back. No change names it, so that it is
 * summed up anew as often as the settings say, while somebody can see it.
 */
export function useOverview() {
  const overview = useSessions((state) => state.overview)
  const failure = useSessions((state) => state.overviewFailure)
  const isLive = useSessions((state) => state.connection.kind === 'live')
  const refreshMs = useSessions(({ info }) => info?.settings.dashboard.refreshMs ?? DEFAULT_REFRESH_MS)
  const { loadOverview } = useSessionActions()
  useEffect(() => {
    if (!isLive) return undefined
    void loadOverview()
    const timer = setInterval(() => {
      if (!document.hidden) void loadOverview()
    }, refreshMs)
    return () => clearInterval(timer)
  }, [isLive, refreshMs, loadOverview])
  return { overview, failure }
}
