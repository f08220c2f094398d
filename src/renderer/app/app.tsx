import { lazy, type ReactNode, Suspense, useCallback, useRef, useState } from 'react'
import { useImportActions, useImports } from '../features/contexts/contexts-context.ts'
import { DropZone } from '../features/contexts/drop-zone.tsx'
import { useSessions } from '../features/sessions/session-context.ts'
import { LoadingState } from '../features/sessions/list-states.tsx'
import { SessionsView } from '../features/sessions/sessions-view.tsx'
import { useVisibleSessions } from '../features/sessions/use-visible-sessions.ts'
import { WelcomeView } from '../features/welcome/welcome-view.tsx'
import { usePreferences } from '../preferences/preference-context.ts'
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

const SessionPage = lazy(async () => ({
  default: (await import('../features/session/session-page.tsx')).SessionPage,
}))

const ContextsView = lazy(async () => ({
  default: (await import('../features/contexts/contexts-view.tsx')).ContextsView,
}))

const ContextPage = lazy(async () => ({
  default: (await import('../features/contexts/context-page.tsx')).ContextPage,
}))

const ImportDialog = lazy(async () => ({
  default: (await import('../features/contexts/import-dialog.tsx')).ImportDialog,
}))

const GalleryView = lazy(async () => ({
  default: (await import('../features/gallery/gallery-view.tsx')).GalleryView,
}))

type Dialog = 'help' | 'palette' | null

/** The window, with what stands at its foot. What is not the list is loaded when it is first shown. */
export function App({ footer }: { readonly footer?: ReactNode }) {
  useDrawnTheme()
  const [dialog, setDialog] = useState<Dialog>(null)
  const filterField = useRef<HTMLInputElement>(null)
  const visible = useVisibleSessions()
  const view = useSessions((state) => state.view)
  const lost = useSessions((state) => state.connection.kind === 'lost')
  const isFirstVisit = useFirstVisit()
  const importing = useImports((state) => state.open)
  const { begin: openImport } = useImportActions()
  const close = useCallback(() => setDialog(null), [])
  const openHelp = useCallback(() => setDialog('help'), [])
  const openPalette = useCallback(() => setDialog('palette'), [])
  useKeyboard({
    filterField,
    dialogOpen: dialog !== null || importing,
    openHelp,
    openPalette,
    openImport,
  })
  return (
    <div className="app" data-stale={lost}>
      <AppHeader onHelp={openHelp} onPalette={openPalette} />
      <Notices />
      <Suspense fallback={<LoadingState />}>
        {view.kind === 'overview' && <OverviewView />}
        {view.kind === 'session' && <SessionPage />}
        {view.kind === 'contexts' && <ContextsView />}
        {view.kind === 'context' && <ContextPage key={view.contextId} id={view.contextId} />}
        {view.kind === 'gallery' && <GalleryView />}
        {view.kind === 'sessions' && isFirstVisit && <WelcomeView />}
        {view.kind === 'sessions' && !isFirstVisit && (
          <SessionsView filterField={filterField} visible={visible} />
        )}
      </Suspense>
      {footer}
      <HelpDialog open={dialog === 'help'} onClose={close} />
      <DropZone />
      <Suspense fallback={null}>{importing && <ImportDialog />}</Suspense>
      {dialog === 'palette' && <CommandPalette onClose={close} onHelp={openHelp} />}
    </div>
  )
}

/** True once there is something to tell, until the person goes on. */
function useFirstVisit(): boolean {
  const welcomed = usePreferences((state) => state.welcomed)
  const hasList = useSessions((state) => state.generatedAt !== null)
  return hasList && !welcomed
}
