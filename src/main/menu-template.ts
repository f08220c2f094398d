import type { MenuItemConstructorOptions } from 'electron'

export interface MenuQuestion {
  readonly isMac: boolean
  readonly isPackaged: boolean
  readonly onPreferences: () => void
  readonly onImport: () => void
}

/** The application's menu. Electron's own would open pages of the web. */
export function menuTemplate(question: MenuQuestion): MenuItemConstructorOptions[] {
  const { isMac, isPackaged, onPreferences, onImport } = question
  const importing: MenuItemConstructorOptions = {
    label: 'Import Context …',
    accelerator: 'CommandOrControl+O',
    click: onImport,
  }
  const preferences: MenuItemConstructorOptions = {
    label: 'Preferences …',
    accelerator: 'CommandOrControl+,',
    click: onPreferences,
  }
  const view: MenuItemConstructorOptions[] = [
    { role: 'reload' },
    { type: 'separator' },
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { role: 'togglefullscreen' },
  ]
  const file: MenuItemConstructorOptions[] = isMac
    ? [
        { label: 'LLM Session Manager', submenu: [{ role: 'about' }, preferences, { role: 'quit' }] },
        { label: 'File', submenu: [importing, { role: 'close' }] },
      ]
    : [{ label: 'File', submenu: [importing, preferences, { role: 'quit' }] }]
  return [
    ...file,
    { role: 'editMenu' },
    { label: 'View', submenu: isPackaged ? view : [...view, { role: 'toggleDevTools' }] },
    { role: 'windowMenu' },
  ]
}
