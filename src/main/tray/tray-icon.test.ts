import type { MenuItemConstructorOptions } from 'electron'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTrayIcon, type TrayIcon } from './tray-icon.ts'
import type { TrayCommand, TrayItem } from './tray-menu.ts'
import { summarize } from './tray-summary.ts'

const electron = await vi.hoisted(async () => {
  const { createFakeElectron } = await import('../testing/fake-electron.ts')
  return createFakeElectron()
})
vi.mock('electron', () => electron)

const { record, nativeTheme } = electron
const SUMMARY = summarize([], undefined)
const ITEMS: readonly TrayItem[] = [
  { kind: 'text', label: 'No live sessions' },
  { kind: 'separator' },
  { kind: 'switch', label: 'Pause', checked: true, command: { kind: 'pause', on: false } },
  { kind: 'action', label: 'Quit', command: { kind: 'quit' } },
]

let commands: TrayCommand[]
let clicks: number
let icon: TrayIcon

function open(platform: NodeJS.Platform) {
  icon = createTrayIcon({
    platform,
    pictures: '/tray',
    onCommand: (command) => commands.push(command),
    onClick: () => (clicks += 1),
  })
  return record.trays.at(-1) ?? expect.fail('there is no tray')
}

const setBar = (dark: boolean): void => {
  Reflect.set(nativeTheme, 'shouldUseDarkColorsForSystemIntegratedUI', dark)
  nativeTheme.emit('updated')
}

beforeEach(() => {
  commands = []
  clicks = 0
  setBar(true)
})
afterEach(() => icon.destroy())

describe('the picture in the tray', () => {
  it('is dimmed until something is known, then as the summary says, in the colours of its bar', () => {
    const tray = open('linux')
    expect(tray.picture).toBe('/tray/dark/none-dimmed.png')
    icon.show({ ...SUMMARY, shape: 'waiting', waiting: 3 }, [])
    expect(tray.picture).toBe('/tray/dark/waiting-3.png')
    setBar(false)
    expect(tray.picture).toBe('/tray/light/waiting-3.png')
  })

  it('has its words, its menu and what a click in it asks for', () => {
    const tray = open('linux')
    icon.show(SUMMARY, ITEMS)
    expect(tray.tooltip).toBe('No live sessions')
    expect(tray.menu).toMatchObject([
      { label: 'No live sessions', enabled: false },
      { type: 'separator' },
      { label: 'Pause', type: 'checkbox', checked: true },
      { label: 'Quit' },
    ])
    const click = (item: MenuItemConstructorOptions | undefined) =>
      Reflect.apply(item?.click ?? (() => undefined), undefined, [])
    click(tray.menu[2])
    click(tray.menu[3])
    expect(commands).toEqual([{ kind: 'pause', on: false }, { kind: 'quit' }])
    tray.emit('click', {}, { x: 0, y: 0, width: 24, height: 24 })
    expect(clicks).toBe(1)
  })

  it('shows its menu on macOS only where it is asked for: else every click would open it', () => {
    const tray = open('darwin')
    icon.show(SUMMARY, ITEMS)
    expect(tray.menu).toEqual([])
    const shown: unknown[] = []
    Reflect.set(tray, 'popUpContextMenu', (menu: unknown) => shown.push(menu))
    tray.emit('right-click')
    expect(shown).toMatchObject([[{ label: 'No live sessions' }, {}, {}, { label: 'Quit' }]])
  })

  it('follows nothing any more once it is gone', () => {
    const tray = open('linux')
    const before = nativeTheme.listenerCount('updated')
    icon.destroy()
    expect(tray.destroyed).toBe(true)
    expect(nativeTheme.listenerCount('updated')).toBe(before - 1)
  })
})
