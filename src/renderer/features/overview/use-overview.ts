import { useEffect } from 'react'
import { useSessionActions, useSessions } from '../sessions/session-context.ts'

/** How often an overview that is looked at is summed up anew. */
const REFRESH_MS = 20_000

/** The overview, fetched while it is shown, and again when a lost connection is back. */
export function useOverview() {
  const overview = useSessions((state) => state.overview)
  const failure = useSessions((state) => state.overviewFailure)
  const isLive = useSessions((state) => state.connection.kind === 'live')
  const { loadOverview } = useSessionActions()
  useEffect(() => {
    if (!isLive) return undefined
    void loadOverview()
    const timer = setInterval(() => void loadOverview(), REFRESH_MS)
    return () => clearInterval(timer)
  }, [isLive, loadOverview])
  return { overview, failure }
}
