import { usePreferences } from '../preferences/preference-context.ts'
import { ThemeIcon } from '../ui/icons.tsx'
import { Popover } from '../ui/popover.tsx'
import { type Theme, THEMES } from '../ui/theme.ts'

export const THEME_NAMES: Readonly<Record<Theme, string>> = {
  system: 'As the system',
  dark: 'Dark',
  light: 'Light',
  cyberpunk: 'Cyberpunk',
  minimal: 'Minimal',
}

export function ThemeMenu() {
  const theme = usePreferences((state) => state.theme)
  const setTheme = usePreferences((state) => state.setTheme)
  return (
    <Popover button={<ThemeIcon />} label="Theme" className="icon-button" align="end">
      <div role="radiogroup" aria-label="Theme" className="theme-list">
        {THEMES.map((one) => (
          <label key={one} className="menu-item">
            <input type="radio" name="theme" checked={one === theme} onChange={() => setTheme(one)} />
            {THEME_NAMES[one]}
          </label>
        ))}
      </div>
    </Popover>
  )
}
