import { EventEmitter } from 'node:events'
import { MessageChannel, MessagePort } from 'node:worker_threads'
import type { HostPort } from '../contract-port.ts'
import type { BrowserWindowConstructorOptions, MenuItemConstructorOptions } from 'electron'

/** What the main process asked of Electron, in the order in which it asked. */
export interface ElectronRecord {
  readonly steps: string[]
  readonly windows: FakeWindow[]
  readonly trays: FakeTray[]
  readonly schemes: unknown[]
  readonly protocols: Map<string, (request: Request) => Promise<Response>>
  readonly permissionHandlers: string[]
  /** Answers of those handlers to a page that asks, checks, or wants a device. */
  readonly permissionAnswers: () => readonly boolean[]
  /** URLs given to other programs. */
  readonly opened: string[]
  /** Questions that a dialog asked; each is answered with its first button. */
  readonly asked: { readonly message?: string; readonly detail?: string }[]
  allowsRequest: ((url: string) => boolean) | undefined
}

export class FakeContents extends EventEmitter {
  readonly mainFrame = { url: '', parent: null }
  readonly posted: { readonly channel: string; readonly ports: number }[] = []
  /** The last port that the page was handed. */
  pagePort: MessagePort | undefined
  windowOpenHandler: ((details: { url: string }) => { readonly action: string }) | undefined

  setWindowOpenHandler(handler: (details: { url: string }) => { readonly action: string }): void {
    this.windowOpenHandler = handler
  }

  postMessage(channel: string, _message: unknown, ports: readonly unknown[]): void {
    this.posted.push({ channel, ports: ports.length })
    const [port] = ports
    if (port instanceof MessagePort) this.pagePort = port
  }

  isDestroyed(): boolean {
    return false
  }

  reload(): void {
    this.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false })
  }
}

export class FakeWindow extends EventEmitter {
  readonly webContents = new FakeContents()
  readonly options: BrowserWindowConstructorOptions
  url: string | undefined
  focused = 0
  shown = 0
  maximized = false
  readonly #closed: () => void

  constructor(options: BrowserWindowConstructorOptions, closed: () => void) {
    super()
    this.options = options
    this.#closed = closed
  }

  async loadURL(url: string): Promise<void> {
    this.url = url
    this.webContents.mainFrame.url = url
    this.webContents.emit('did-finish-load')
    this.emit('ready-to-show')
  }

  isMinimized(): boolean {
    return false
  }

  isMaximized(): boolean {
    return this.maximized
  }

  maximize(): void {
    this.maximized = true
  }

  isFocused(): boolean {
    return false
  }

  getNormalBounds() {
    return { x: 10, y: 20, width: 900, height: 700 }
  }

  show(): void {
    this.shown += 1
    this.emit('show')
  }

  focus(): void {
    this.focused += 1
  }

  close(): void {
    this.emit('close')
    this.destroy()
  }

  destroy(): void {
    this.emit('closed')
    this.#closed()
  }
}

/** A channel whose first port stays with the main process, and tells of messages as Electron's does. */
export class FakeChannel {
  readonly port1: HostPort
  readonly port2: MessagePort

  constructor() {
    const { port1, port2 } = new MessageChannel()
    this.port1 = {
      on: (name: 'message' | 'close', listener: (event: { readonly data: unknown }) => void) =>
        port1.on(name, (data?: unknown) => listener({ data })),
      start: () => port1.start(),
      postMessage: (message) => port1.postMessage(message),
      close: () => port1.close(),
    }
    this.port2 = port2
  }
}

export class FakeTray extends EventEmitter {
  picture: string
  tooltip = ''
  menu: readonly MenuItemConstructorOptions[] = []
  destroyed = false

  constructor(picture: string) {
    super()
    this.picture = picture
  }

  setImage(picture: string): void {
    this.picture = picture
  }

  setToolTip(tooltip: string): void {
    this.tooltip = tooltip
  }

  setTitle(): void {}

  setContextMenu(menu: readonly MenuItemConstructorOptions[]): void {
    this.menu = menu
  }

  destroy(): void {
    this.destroyed = true
  }
}

export class FakeApp extends EventEmitter {
  readonly isPackaged = true
  readonly exited = Promise.withResolvers<number>()
  readonly #steps: string[]

  constructor(steps: string[]) {
    super()
    this.#steps = steps
  }

  enableSandbox(): void {
    this.#steps.push('sandbox enabled')
  }

  requestSingleInstanceLock(): boolean {
    this.#steps.push('single instance asked')
    return true
  }

  async whenReady(): Promise<void> {
    this.#steps.push('ready')
  }

  setAsDefaultProtocolClient(scheme: string): void {
    this.#steps.push(`links of ${scheme}`)
  }

  getVersion(): string {
    return '0.0.0'
  }

  getAppPath(): string {
    return '/app/app.asar'
  }

  getPath(): string {
    return '/nowhere'
  }

  quit(): void {
    this.emit('will-quit', { preventDefault: () => undefined })
  }

  exit(code = 0): void {
    this.exited.resolve(code)
  }
}

/** The names that our main process imports. What a test looks at is typed, the rest is not. */
export interface FakeElectron {
  readonly record: ElectronRecord
  readonly app: FakeApp
  readonly BrowserWindow: new (options: BrowserWindowConstructorOptions) => FakeWindow
  readonly Tray: new (picture: string) => FakeTray
  readonly MessageChannelMain: new () => FakeChannel
  readonly Menu: object
  readonly clipboard: object
  readonly dialog: object
  readonly ipcMain: EventEmitter
  readonly nativeImage: object
  readonly nativeTheme: EventEmitter
  readonly powerMonitor: EventEmitter
  readonly protocol: object
  readonly screen: object
  readonly session: object
  /** electron-store takes Electron as a default import. */
  readonly default: object
}

/** Stands in for the `electron` module, as far as our main process uses it. */
export function createFakeElectron(): FakeElectron {
  const permissions: PermissionHandler[] = []
  const record: ElectronRecord = {
    steps: [],
    windows: [],
    trays: [],
    schemes: [],
    protocols: new Map(),
    permissionHandlers: [],
    permissionAnswers: () => permissions.flatMap(answersOf),
    opened: [],
    asked: [],
    allowsRequest: undefined,
  }
  const app = new FakeApp(record.steps)
  const ipcMain = new EventEmitter()
  const opener = { openExternal: async (url: string) => void record.opened.push(url) }
  const electron: FakeElectron = {
    record,
    app,
    ipcMain,
    default: { app, ipcMain },
    ...fakeWindowing(record, app),
    MessageChannelMain: FakeChannel,
    Menu: { setApplicationMenu: () => undefined, buildFromTemplate: (template: unknown) => template },
    clipboard: { writeText: async () => undefined },
    nativeImage: { createFromPath: (path: string) => path },
    nativeTheme: Object.assign(new EventEmitter(), {
      shouldUseDarkColors: true,
      shouldUseDarkColorsForSystemIntegratedUI: true,
      themeSource: 'system',
    }),
    powerMonitor: Object.assign(new EventEmitter(), { isOnBatteryPower: () => false }),
    screen: {
      getAllDisplays: () => [SCREEN],
      getDisplayNearestPoint: () => SCREEN,
      getCursorScreenPoint: () => ({ x: 1900, y: 10 }),
    },
    dialog: {
      showErrorBox: (title: string, text: string) => void record.steps.push(`${title}: ${text}`),
      showMessageBox: async (question: ElectronRecord['asked'][number]) => {
        record.asked.push(question)
        return { response: 0 }
      },
    },
    protocol: {
      registerSchemesAsPrivileged: (schemes: readonly unknown[]) => void record.schemes.push(...schemes),
      handle: (scheme: string, handler: (request: Request) => Promise<Response>) =>
        void record.protocols.set(scheme, handler),
    },
    session: { defaultSession: fakeSession(record, permissions) },
  }
  // Not written as a property: that would look like a program that is started through a shell.
  return Object.assign(electron, Object.fromEntries([['shell', opener]]))
}

const SCREEN = { workArea: { x: 0, y: 30, width: 1920, height: 1050 } } as const

/** Constructors, because the main process calls them with `new`. */
function fakeWindowing(record: ElectronRecord, app: FakeApp): Pick<FakeElectron, 'BrowserWindow' | 'Tray'> {
  const open = new Set<FakeWindow>()
  return {
    BrowserWindow: class extends FakeWindow {
      constructor(options: BrowserWindowConstructorOptions) {
        super(options, () => {
          if (open.delete(this) && open.size === 0) app.emit('window-all-closed')
        })
        open.add(this)
        record.steps.push('window made')
        record.windows.push(this)
      }
    },
    Tray: class extends FakeTray {
      constructor(picture: string) {
        super(picture)
        record.trays.push(this)
      }
    },
  }
}

type PermissionHandler = (
  contents?: unknown,
  permission?: string,
  answer?: (granted: boolean) => void,
) => unknown

/** By its return value or through the callback, as each kind of handler answers. */
function answersOf(handler: PermissionHandler): boolean[] {
  const answers: boolean[] = []
  const returned = handler(undefined, 'media', (granted) => answers.push(granted))
  if (typeof returned === 'boolean') answers.push(returned)
  return answers
}

function fakeSession(record: ElectronRecord, permissions: PermissionHandler[]): object {
  const permission = (name: string) => (handler: PermissionHandler) => {
    record.permissionHandlers.push(name)
    permissions.push(handler)
  }
  return {
    setPermissionRequestHandler: permission('request'),
    setPermissionCheckHandler: permission('check'),
    setDevicePermissionHandler: permission('device'),
    webRequest: {
      onBeforeRequest(handler: (details: { url: string }, answer: (a: { cancel: boolean }) => void) => void) {
        record.allowsRequest = (url) => {
          let allowed = false
          handler({ url }, ({ cancel }) => (allowed = !cancel))
          return allowed
        }
      },
    },
  }
}
