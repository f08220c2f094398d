import { useLayoutEffect, useSyncExternalStore } from 'react'
import { usePreferences } from '../preferences/preference-context.ts'
import { drawnTheme } from '../ui/theme.ts'

/** Gives the document the colours of the chosen theme, and of the system's where that was chosen. */
export function useDrawnTheme(): void {
  const theme = usePreferences((state) => state.theme)
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
