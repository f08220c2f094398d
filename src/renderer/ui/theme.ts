import { type Theme, THEMES } from '../../shared/domain/theme.ts'

/** A theme with colours of its own. */
export type DrawnTheme = Exclude<Theme, 'system'>

export function isTheme(value: unknown): value is Theme {
  return THEMES.some((theme) => theme === value)
}

/** The theme to draw, given what the system prefers. */
export function drawnTheme(theme: Theme, systemIsDark: boolean): DrawnTheme {
  if (theme === 'system') return systemIsDark ? 'dark' : 'light'
  return theme
}
