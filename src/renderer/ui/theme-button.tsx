import { useEffect, useState, useSyncExternalStore } from 'react'
import { ThemeIcon } from './icons.tsx'
import { drawnTheme, keepTheme, nextTheme, readTheme } from './theme.ts'

/** Goes through the themes. Without a place to keep the choice it lasts as long as the page. */
export function ThemeButton() {
  const [theme, setTheme] = useState(() => readTheme(window.localStorage))
  const systemIsDark = useSyncExternalStore(subscribeToSystem, readSystem)
  useEffect(() => {
    document.documentElement.dataset['theme'] = drawnTheme(theme, systemIsDark)
  }, [theme, systemIsDark])

  const choose = (): void => {
    const next = nextTheme(theme)
    setTheme(next)
    keepTheme(window.localStorage, next)
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
