import { EventEmitter } from 'node:events'
import { MessageChannel } from 'node:worker_threads'
import type { BrowserWindowConstructorOptions } from 'electron'

/** What the main process asked of Electron, in the order in which it asked. */
export interface ElectronRecord {
  readonly steps: string[]
  readonly windows: FakeWindow[]
  readonly schemes: unknown[]
  readonly protocols: Map<string, (request: Request) => Promise<Response>>
  readonly permissionHandlers: string[]
  allowsRequest: ((url: string) => boolean) | undefined
}

export class FakeContents extends EventEmitter {
  windowOpenAction: string | undefined
  readonly posted: { readonly channel: string; readonly ports: number }[] = []

  setWindowOpenHandler(handler: () => { readonly action: string }): void {
    this.windowOpenAction = handler().action
  }

  postMessage(channel: string, _message: unknown, ports: readonly unknown[]): void {
    this.posted.push({ channel, ports: ports.length })
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

  constructor(options: BrowserWindowConstructorOptions) {
    super()
    this.options = options
  }

  async loadURL(url: string): Promise<void> {
    this.url = url
    this.webContents.emit('did-finish-load')
    this.emit('ready-to-show')
  }

  isMinimized(): boolean {
    return false
  }

  show(): void {
    this.emit('show')
  }

  focus(): void {
    this.focused += 1
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

  getVersion(): string {
    return '0.0.0'
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
  readonly MessageChannelMain: typeof MessageChannel
  readonly Menu: object
  readonly dialog: object
  readonly nativeTheme: object
  readonly protocol: object
  readonly session: object
}

/** Stands in for the `electron` module, as far as our main process uses it. */
export function createFakeElectron(): FakeElectron {
  const record: ElectronRecord = {
    steps: [],
    windows: [],
    schemes: [],
    protocols: new Map(),
    permissionHandlers: [],
    allowsRequest: undefined,
  }
  const permission = (name: string) => () => void record.permissionHandlers.push(name)
  return {
    record,
    app: new FakeApp(record.steps),
    // A constructor, because the main process calls it with `new`.
    BrowserWindow: class extends FakeWindow {
      constructor(options: BrowserWindowConstructorOptions) {
        super(options)
        record.steps.push('window made')
        record.windows.push(this)
      }
    },
    MessageChannelMain: MessageChannel,
    Menu: { setApplicationMenu: () => undefined, buildFromTemplate: () => undefined },
    dialog: { showErrorBox: (title: string, text: string) => void record.steps.push(`${title}: ${text}`) },
    nativeTheme: { shouldUseDarkColors: true },
    protocol: {
      registerSchemesAsPrivileged: (schemes: readonly unknown[]) => void record.schemes.push(...schemes),
      handle: (scheme: string, handler: (request: Request) => Promise<Response>) =>
        void record.protocols.set(scheme, handler),
    },
    session: {
      defaultSession: {
        setPermissionRequestHandler: permission('request'),
        setPermissionCheckHandler: permission('check'),
        setDevicePermissionHandler: permission('device'),
        webRequest: {
          onBeforeRequest(
            handler: (details: { url: string }, answer: (a: { cancel: boolean }) => void) => void,
          ) {
            record.allowsRequest = (url) => {
              let allowed = false
              handler({ url }, ({ cancel }) => (allowed = !cancel))
              return allowed
            }
          },
        },
      },
    },
  }
}
