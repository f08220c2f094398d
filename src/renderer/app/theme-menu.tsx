import { usePreferences } from '../preferences/preference-context.ts'
import { ThemeIcon } from '../ui/icons.tsx'
import { Popover } from '../ui/popover.tsx'
import { useTheme } from './use-drawn-theme.ts'
import { type Theme, THEMES } from '../../shared/domain/theme.ts'

export const THEME_NAMES: Readonly<Record<Theme, string>> = {
  system: 'As the system',
  dark: 'Dark',
  light: 'Light',
  cyberpunk: 'Cyberpunk',
  minimal: 'Minimal',
}

export function ThemeMenu() {
  const theme = useTheme()
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
