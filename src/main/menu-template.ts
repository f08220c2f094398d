import type { MenuItemConstructorOptions } from 'electron'

export interface MenuQuestion {
  readonly isMac: boolean
  readonly isPackaged: boolean
}

/** The application's menu. Electron's own would open pages of the web. */
export function menuTemplate({ isMac, isPackaged }: MenuQuestion): MenuItemConstructorOptions[] {
  const view: MenuItemConstructorOptions[] = [
    { role: 'reload' },
    { type: 'separator' },
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { role: 'togglefullscreen' },
  ]
  return [
    isMac ? { role: 'appMenu' } : { label: 'File', submenu: [{ role: 'quit' }] },
    { role: 'editMenu' },
    { label: 'View', submenu: isPackaged ? view : [...view, { role: 'toggleDevTools' }] },
    { role: 'windowMenu' },
  ]
}
