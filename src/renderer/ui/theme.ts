export const THEMES = ['system', 'dark', 'light'] as const
export type Theme = (typeof THEMES)[number]

const STORAGE_KEY = 'theme'

/** Where the choice is kept between visits. A browser may refuse it; then the choice lasts until the page closes. */
export type ThemeStorage = Pick<Storage, 'getItem' | 'setItem'>

export function isTheme(value: unknown): value is Theme {
  return THEMES.some((theme) => theme === value)
}

export function readTheme(storage: ThemeStorage): Theme {
  try {
    const stored = storage.getItem(STORAGE_KEY)
    return isTheme(stored) ? stored : 'system'
  } catch {
    return 'system'
  }
}

/** Returns whether the choice could be kept. */
export function keepTheme(storage: ThemeStorage, theme: Theme): boolean {
  try {
    storage.setItem(STORAGE_KEY, theme)
    return true
  } catch {
    return false
  }
}

export function nextTheme(theme: Theme): Theme {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system'
}

/** The theme to draw, given what the system prefers. */
export function drawnTheme(theme: Theme, systemIsDark: boolean): 'dark' | 'light' {
  if (theme === 'system') return systemIsDark ? 'dark' : 'light'
  return theme
}
