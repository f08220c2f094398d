import { lazy, Suspense, useCallback, useRef, useState } from 'react'
import { useSessions } from '../features/sessions/session-context.ts'
import { LoadingState } from '../features/sessions/list-states.tsx'
import { SessionsView } from '../features/sessions/sessions-view.tsx'
import { useVisibleSessions } from '../features/sessions/use-visible-sessions.ts'
import { AppHeader } from './app-header.tsx'
import { CommandPalette } from './command-palette.tsx'
import { HelpDialog } from './help-dialog.tsx'
import { Notices } from './notices.tsx'
import { useDrawnTheme } from './use-drawn-theme.ts'
import { useKeyboard } from './use-keyboard.ts'
import './app.css'

const OverviewView = lazy(async () => ({
  default: (await import('../features/overview/overview-view.tsx')).OverviewView,
}))

type Dialog = 'help' | 'palette' | null

/** The window. What is not the list is loaded when it is first shown. */
export function App() {
  useDrawnTheme()
  const [dialog, setDialog] = useState<Dialog>(null)
  const filterField = useRef<HTMLInputElement>(null)
  const visible = useVisibleSessions()
  const view = useSessions((state) => state.view.kind)
  const lost = useSessions((state) => state.connection.kind === 'lost')
  const close = useCallback(() => setDialog(null), [])
  const openHelp = useCallback(() => setDialog('help'), [])
  const openPalette = useCallback(() => setDialog('palette'), [])
  useKeyboard({
    filterField,
    dialogOpen: dialog !== null,
    openHelp,
    openPalette,
  })
  return (
    <div className="app" data-stale={lost}>
      <AppHeader onHelp={openHelp} onPalette={openPalette} />
      <Notices />
      {view === 'overview' ? (
        <Suspense fallback={<LoadingState />}>
          <OverviewView />
        </Suspense>
      ) : (
        <SessionsView filterField={filterField} visible={visible} />
      )}
      <HelpDialog open={dialog === 'help'} onClose={close} />
      {dialog === 'palette' && <CommandPalette onClose={close} onHelp={openHelp} />}
    </div>
  )
}
