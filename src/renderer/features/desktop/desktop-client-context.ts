import { createContext, useContext } from 'react'
import type { DesktopClient } from '../../../shared/contract/desktop.ts'
import { useSessions } from '../sessions/session-context.ts'

export const DesktopClientContext = createContext<DesktopClient | null>(null)

/** The way to the desktop app around this page; `null` in a browser, where there is none. */
export function useDesktopClient(): DesktopClient | null {
  const client = useContext(DesktopClientContext)
  const hasPreferences = useSessions(({ info }) => info?.host.capabilities.includes('preferences') === true)
  return hasPreferences ? client : null
}
