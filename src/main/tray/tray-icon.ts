import { join } from 'node:path'
import { Menu, type MenuItemConstructorOptions, nativeImage, nativeTheme, Tray } from 'electron'
import type { TrayCommand, TrayItem } from './tray-menu.ts'
import { pictureFile, titleText } from './tray-picture.ts'
import type { TraySummary } from './tray-summary.ts'

export interface TrayIconParts {
  readonly platform: NodeJS.Platform
  /** Folder of the built pictures. */
  readonly pictures: string
  readonly onCommand: (command: TrayCommand) => void
  /** A left click, with the picture's place on the screen; without size where the system does not tell it. */
  readonly onClick: (bounds: { x: number; y: number; width: number; height: number }) => void
}

export interface TrayIcon {
  readonly show: (summary: TraySummary, items: readonly TrayItem[]) => void
  readonly destroy: () => void
}

/** Our picture in the system's tray. */
export function createTrayIcon({ platform, pictures, onCommand, onClick }: TrayIconParts): TrayIcon {
  let summary: TraySummary | undefined
  let menu = Menu.buildFromTemplate([])
  const picture = (): Electron.NativeImage => {
    const barIsDark = nativeTheme.shouldUseDarkColorsForSystemIntegratedUI
    const file = pictureFile(summary ?? NOTHING_KNOWN, { platform, barIsDark })
    return nativeImage.createFromPath(join(pictures, file))
  }
  const tray = new Tray(picture())
  const drawAgain = (): void => tray.setImage(picture())
  nativeTheme.on('updated', drawAgain)
  tray.on('click', (_event, bounds) => onClick(bounds))
  // There a menu that the tray has would open on every click.
  if (platform === 'darwin') tray.on('right-click', () => tray.popUpContextMenu(menu))
  return {
    show(shown, items) {
      summary = shown
      tray.setImage(picture())
      tray.setToolTip(shown.tooltip)
      tray.setTitle(titleText(shown))
      menu = Menu.buildFromTemplate(items.map((item) => menuItem(item, onCommand)))
      if (platform !== 'darwin') tray.setContextMenu(menu)
    },
    destroy() {
      nativeTheme.off('updated', drawAgain)
      tray.destroy()
    },
  }
}

const NOTHING_KNOWN = { shape: 'none', waiting: 0, dimmed: true } as const

function menuItem(item: TrayItem, onCommand: (command: TrayCommand) => void): MenuItemConstructorOptions {
  if (item.kind === 'separator') return { type: 'separator' }
  if (item.kind === 'text') return { label: item.label, enabled: false }
  const { label, command } = item
  const click = (): void => onCommand(command)
  if (item.kind === 'action') return { label, click }
  return { label, click, type: 'checkbox', checked: item.checked }
}
