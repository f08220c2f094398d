import { EventEmitter } from 'node:events'
import type { BrowserWindowConstructorOptions, MenuItemConstructorOptions } from 'electron'
import { StandInApp } from './application.ts'
import { openBrowser, type RequestPolicy, type StandInBrowser } from './browser.ts'
import { StandInTray } from './bus-tray.ts'
import { StandInChannel } from './message-channel.ts'
import { StandInWindow, WindowSet } from './windows.ts'

const policy: RequestPolicy = { handler: undefined, isAllowed: () => true }
const isDark = process.env['STAND_IN_THEME'] !== 'light'
const started = Promise.withResolvers<StandInBrowser>()
const opened: { browser?: StandInBrowser } = {}

export const app = new StandInApp()
app.prepare = async () => {
  opened.browser ??= await openBrowser(policy, isDark ? 'dark' : 'light')
  started.resolve(opened.browser)
}

const windows = new WindowSet(
  () => {
    if (opened.browser === undefined) throw new Error('a window was opened before the app was ready')
    return opened.browser
  },
  () => app.emit('window-all-closed'),
)
app.closeWindows = () => {
  for (const window of windows.open) window.destroy()
}
app.closing.push(async () => await opened.browser?.close())

export class BrowserWindow extends StandInWindow {
  constructor(options: BrowserWindowConstructorOptions) {
    super(windows, options)
  }
}

export { StandInChannel as MessageChannelMain, StandInTray as Tray }

export const ipcMain = new EventEmitter()
export const Menu = {
  buildFromTemplate: (template: readonly MenuItemConstructorOptions[]) => template,
  setApplicationMenu: () => undefined,
}
export const clipboard = { writeText: async () => undefined }
export const nativeImage = { createFromPath: (path: string) => path }
export const nativeTheme = Object.assign(new EventEmitter(), {
  shouldUseDarkColors: isDark,
  shouldUseDarkColorsForSystemIntegratedUI: isDark,
  themeSource: 'system',
})
export const powerMonitor = Object.assign(new EventEmitter(), { isOnBatteryPower: () => false })
export const dialog = {
  showErrorBox: (title: string, content: string) => process.stderr.write(`dialog: ${title}: ${content}\n`),
  showMessageBox: async ({ message, cancelId = 0 }: { message: string; cancelId?: number }) => {
    process.stderr.write(`dialog: ${message}\n`)
    return { response: cancelId, checkboxChecked: false }
  },
}
export const protocol = {
  registerSchemesAsPrivileged: () => undefined,
  handle(_scheme: string, handler: (request: Request) => Promise<Response>) {
    policy.handler = handler
  },
}
const area = { x: 0, y: 0, width: 1920, height: 1080 }
export const screen = {
  getAllDisplays: () => [{ workArea: area }],
  getDisplayNearestPoint: () => ({ workArea: area }),
  getCursorScreenPoint: () => ({ x: area.width - 30, y: 5 }),
}
export const session = {
  defaultSession: {
    setPermissionRequestHandler: () => undefined,
    setPermissionCheckHandler: () => undefined,
    setDevicePermissionHandler: () => undefined,
    webRequest: {
      onBeforeRequest(
        handler: (details: { url: string }, answer: (given: { cancel: boolean }) => void) => void,
      ) {
        policy.isAllowed = (url) => {
          let isAllowed = false
          handler({ url }, ({ cancel }) => (isAllowed = !cancel))
          return isAllowed
        }
      },
    },
  },
}
const opener = {
  openExternal: async (url: string) => void process.stderr.write(`opened outside: ${url}\n`),
}
export { opener as shell }

/** electron-store takes the module as a whole. */
export const whole = { app, ipcMain }
