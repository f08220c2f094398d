import { type ReactNode, useEffect, useState } from 'react'
import type { PreferencesState } from '../../../shared/contract/desktop.ts'
import type { HostClient } from '../../connection/contract-client.ts'
import { useImportActions } from '../contexts/contexts-context.ts'
import { PopoverView } from '../popover/popover-view.tsx'
import { PreferencesDialog } from '../desktop-preferences/preferences-dialog.tsx'
import { useSessionActions } from '../sessions/session-context.ts'
import { followRequests } from './follow-requests.ts'

export interface DesktopPartsProps {
  readonly client: HostClient
  /** Resolves when an attempt makes sense, given how many in a row have failed. */
  readonly ready: (failures: number) => Promise<void>
  /** Whether this window is the tray's popover. */
  readonly isPopover: boolean
  /** The dashboard. */
  readonly children: ReactNode
}

/** The page as the desktop app shows it: the popover, or the dashboard with what the tray and the menus ask of it. */
export function DesktopParts({ client, ready, isPopover, children }: DesktopPartsProps) {
  return isPopover ? (
    <PopoverView client={client} />
  ) : (
    <>
      {children}
      <RequestedParts client={client} ready={ready} />
    </>
  )
}

function RequestedParts({ client, ready }: Pick<DesktopPartsProps, 'client' | 'ready'>) {
  const [preferences, setPreferences] = useState<PreferencesState | null>(null)
  const { openSession } = useSessionActions()
  const { begin: beginImport } = useImportActions()
  useEffect(() => {
    const following = new AbortController()
    void followRequests({
      client,
      ready,
      signal: following.signal,
      async show(request) {
        if (request.kind === 'session') openSession(request.id)
        else if (request.kind === 'import') beginImport()
        else setPreferences(await client.desktop.preferences())
      },
    })
    return () => following.abort()
  }, [client, ready, openSession, beginImport])
  return (
    preferences !== null && (
      <PreferencesDialog client={client} found={preferences} onClose={() => setPreferences(null)} />
    )
  )
}
