import { useLayoutEffect, useState, useSyncExternalStore } from 'react'
import { ThemeIcon } from './icons.tsx'
import { drawnTheme, keepTheme, nextTheme, readTheme, type ThemeStorage } from './theme.ts'

/** Reaches for the storage at every use: where it is switched off, already naming it throws. */
const storage: ThemeStorage = {
  getItem: (key) => window.localStorage.getItem(key),
  setItem: (key, value) => window.localStorage.setItem(key, value),
}

/** Goes through the themes. Without a place to keep the choice it lasts as long as the page. */
export function ThemeButton() {
  const [theme, setTheme] = useState(() => readTheme(storage))
  const systemIsDark = useSyncExternalStore(subscribeToSystem, readSystem)
  // Before the first paint, which would otherwise be in the wrong colours.
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = drawnTheme(theme, systemIsDark)
  }, [theme, systemIsDark])

  const choose = (): void => {
    const next = nextTheme(theme)
    setTheme(next)
    keepTheme(storage, next)
  }
  const label = `Theme: ${theme}. Switch to ${nextTheme(theme)}`
  return (
    <button type="button" className="icon-button" onClick={choose} aria-label={label} title={label}>
      <ThemeIcon theme={theme} />
    </button>
  )
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
