import { EventEmitter } from 'node:events'
import type Electron from 'electron'
import type { BrowserWindowConstructorOptions, MenuItemConstructorOptions } from 'electron'
import { StandInApp } from './application.ts'
import { openBrowser, type RequestPolicy, type StandInBrowser } from './browser.ts'
import { StandInTray } from './bus-tray.ts'
import { StandInChannel } from './message-channel.ts'
import type { StandsInFor } from './stands-in-for.ts'
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
  buildFromTemplate: (template: readonly (Electron.MenuItem | MenuItemConstructorOptions)[]) => template,
  setApplicationMenu: () => undefined,
} satisfies StandsInFor<typeof Electron.Menu>
export const clipboard = { writeText: async () => undefined } satisfies StandsInFor<Electron.Clipboard>
export const nativeImage = {
  createFromPath: (path: string) => path,
} satisfies StandsInFor<typeof Electron.nativeImage>
export const nativeTheme = Object.assign(new EventEmitter(), {
  shouldUseDarkColors: isDark,
  shouldUseDarkColorsForSystemIntegratedUI: isDark,
  themeSource: 'system',
} satisfies StandsInFor<Electron.NativeTheme>)
export const powerMonitor = Object.assign(new EventEmitter(), {
  isOnBatteryPower: () => false,
} satisfies StandsInFor<Electron.PowerMonitor>)
export const dialog = {
  showErrorBox: (title: string, content: string) => process.stderr.write(`dialog: ${title}: ${content}\n`),
  showMessageBox: async ({ message, cancelId = 0 }: { message: string; cancelId?: number }) => {
    process.stderr.write(`dialog: ${message}\n`)
    return { response: cancelId, checkboxChecked: false }
  },
} satisfies StandsInFor<Electron.Dialog>
export const protocol = {
  registerSchemesAsPrivileged: () => undefined,
  handle(_scheme: string, handler: (request: Request) => Promise<Response> | Response) {
    policy.handler = handler
  },
} satisfies StandsInFor<Electron.Protocol>
type BeforeRequest = (
  details: Electron.OnBeforeRequestListenerDetails,
  answer: (given: Electron.CallbackResponse) => void,
) => void

/** What the browser does not tell of a request is left as it is for a page that is opened. */
function requestFor(url: string): Electron.OnBeforeRequestListenerDetails {
  return { id: 0, url, method: 'GET', resourceType: 'other', referrer: '', timestamp: 0, uploadData: [] }
}

const area = { x: 0, y: 0, width: 1920, height: 1080 }
export const screen = {
  getAllDisplays: () => [{ workArea: area }],
  getDisplayNearestPoint: () => ({ workArea: area }),
  getCursorScreenPoint: () => ({ x: area.width - 30, y: 5 }),
} satisfies StandsInFor<Electron.Screen>
export const session = {
  defaultSession: {
    setPermissionRequestHandler: () => undefined,
    setPermissionCheckHandler: () => undefined,
    setDevicePermissionHandler: () => undefined,
    webRequest: {
      onBeforeRequest(handler: BeforeRequest | null) {
        policy.isAllowed = (url) => {
          let isAllowed = handler === null
          handler?.(requestFor(url), ({ cancel }) => (isAllowed = cancel !== true))
          return isAllowed
        }
      },
    } satisfies StandsInFor<Electron.WebRequest>,
  } satisfies StandsInFor<Electron.Session>,
}
const opener = {
  openExternal: async (url: string) => void process.stderr.write(`opened outside: ${url}\n`),
} satisfies StandsInFor<Electron.Shell>
export { opener as shell }

/** electron-store takes the module as a whole. */
export const whole = { app, ipcMain }
