import type Electron from 'electron'
import type { StandsInFor } from './stands-in-for.ts'
import { EventEmitter } from 'node:events'
import type { BrowserWindowConstructorOptions } from 'electron'
import type { Page } from 'playwright'
import { fromPageUrl, sizePage, type StandInBrowser, toPageUrl } from './browser.ts'
import { IsolatedPreload } from './isolated-preload.ts'
import type { StandInPort } from './message-channel.ts'

type WindowOpenHandler = (details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse

export class StandInContents
  extends EventEmitter
  implements StandsInFor<Electron.WebContents, 'postMessage'>
{
  readonly mainFrame = { url: '', parent: null }
  page: Page | undefined
  preload: IsolatedPreload | undefined
  /** Loads the address in a page of its own: one that crashed cannot be loaded again here. */
  reopen: () => Promise<void> = async () => undefined
  #crashed = false
  #openHandler: WindowOpenHandler = () => ({ action: 'deny' })

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#openHandler = handler
  }

  postMessage(channel: string, _message: unknown, ports: readonly StandInPort[]): void {
    void this.preload?.post(channel, ports)
  }

  isDestroyed(): boolean {
    return this.page?.isClosed() ?? false
  }

  reload(): void {
    if (this.#crashed) void this.reopen()
    else void this.page?.reload()
    this.#crashed = false
  }

  /** Tells our main process what happens to the page. */
  follow(page: Page): void {
    this.page = page
    page.on('request', (request) => {
      if (request.isNavigationRequest() && request.frame() === page.mainFrame())
        this.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false })
    })
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) this.mainFrame.url = fromPageUrl(frame.url())
    })
    page.on('load', () => this.emit('did-finish-load'))
    page.on('crash', () => {
      this.#crashed = true
      this.emit('render-process-gone', {}, { reason: 'crashed' })
    })
    page.on('popup', (popup) => {
      const referrer = { url: '', policy: 'default' } as const
      const asked = { url: popup.url(), frameName: '', features: '', disposition: 'new-window' } as const
      this.#openHandler({ ...asked, referrer })
      void popup.close()
    })
  }
}

/** Windows of one app. The one that was shown last has the focus. */
export class WindowSet {
  readonly browser: () => StandInBrowser
  readonly onAllClosed: () => void
  readonly open = new Set<StandInWindow>()

  constructor(browser: () => StandInBrowser, onAllClosed: () => void) {
    this.browser = browser
    this.onAllClosed = onAllClosed
  }

  focus(focused: StandInWindow): void {
    for (const window of this.open) window.setFocused(window === focused)
  }

  closed(window: StandInWindow): void {
    if (this.open.delete(window) && this.open.size === 0) this.onAllClosed()
  }
}

export class StandInWindow extends EventEmitter implements StandsInFor<Electron.BrowserWindow> {
  readonly webContents = new StandInContents()
  readonly #windows: WindowSet
  readonly #options: BrowserWindowConstructorOptions
  #focused = false
  #gone = false

  constructor(windows: WindowSet, options: BrowserWindowConstructorOptions) {
    super()
    this.#windows = windows
    this.#options = options
    windows.open.add(this)
  }

  async loadURL(url: string): Promise<void> {
    await this.#open(url)
    this.emit('ready-to-show')
    this.webContents.reopen = async () => {
      const { page } = this.webContents
      await this.#open(url)
      await page?.close()
    }
  }

  async #open(url: string): Promise<void> {
    const { context } = this.#windows.browser()
    const page = await context.newPage()
    this.webContents.follow(page)
    page.on('close', () => {
      if (this.webContents.page === page) this.#close()
    })
    const { width = 800, height = 600 } = this.#options
    await sizePage(page, { width, height })
    const preload = this.#options.webPreferences?.preload
    if (preload !== undefined)
      this.webContents.preload = await IsolatedPreload.open(await context.newCDPSession(page), preload)
    await page.goto(toPageUrl(url))
  }

  show(): void {
    this.#windows.focus(this)
  }

  focus(): void {
    this.#windows.focus(this)
    void this.webContents.page?.bringToFront()
  }

  setFocused(focused: boolean): void {
    if (this.#focused && !focused) this.emit('blur')
    this.#focused = focused
  }

  isFocused(): boolean {
    return this.#focused
  }

  isMinimized(): boolean {
    return false
  }

  isMaximized(): boolean {
    return false
  }

  restore(): void {}

  maximize(): void {}

  getNormalBounds() {
    const { width = 800, height = 600, x = 0, y = 0 } = this.#options
    return { x, y, width, height }
  }

  close(): void {
    this.destroy()
  }

  destroy(): void {
    void this.webContents.page?.close()
    this.#close()
  }

  #close(): void {
    if (this.#gone) return
    this.#gone = true
    this.emit('close')
    this.webContents.emit('destroyed')
    this.emit('closed')
    this.#windows.closed(this)
  }
}
