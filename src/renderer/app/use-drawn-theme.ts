import { useLayoutEffect, useSyncExternalStore } from 'react'
import type { Theme } from '../../shared/domain/theme.ts'
import { useSessions } from '../features/sessions/session-context.ts'
import { usePreferences } from '../preferences/preference-context.ts'
import { drawnTheme } from '../ui/theme.ts'

/** The theme that was chosen here, else that of the settings. */
export function useTheme(): Theme {
  const chosen = usePreferences((state) => state.theme)
  const set = useSessions(({ info }) => info?.settings.dashboard.theme)
  return chosen ?? set ?? 'system'
}

/** Gives the document the colours of the chosen theme, and of the system's where that was chosen. */
export function useDrawnTheme(): void {
  const theme = useTheme()
  const systemIsDark = useSyncExternalStore(subscribeToSystem, readSystem)
  // Before the first paint, which would otherwise be in the wrong colours.
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = drawnTheme(theme, systemIsDark)
  }, [theme, systemIsDark])
}

function systemQuery(): MediaQueryList {
  return window.matchMedia('(prefers-color-scheme: dark)')
}

function readSystem(): boolean {
  return systemQuery().matches
}

function subscribeToSystem(changed: () => void): () => void {
  const query = systemQuery()
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}
