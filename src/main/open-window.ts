import { BrowserWindow, MessageChannelMain, type MessagePortMain, nativeTheme } from 'electron'
import { type CrashReport, reloadAfterCrash } from './crash-policy.ts'
import { guardNavigation } from './navigation-policy.ts'
import { handOverContract } from './port-handover.ts'
import { isOurPage } from './sender-policy.ts'
import { type WindowKind, windowOptions, type WindowQuestion } from './window-options.ts'

export interface WindowPlan {
  readonly kind: WindowKind
  readonly preload: string
  /** URL of the page, as a browser spells it, without what follows `#`. */
  readonly page: string
  readonly place: WindowQuestion['place']
  /** Serves the contract on our end of a channel while `isOurPage`; the returned function ends it. */
  readonly serve: (port: MessagePortMain, isOurPage: () => boolean) => () => void
  readonly monotonicMs: () => number
  readonly onCrash: (report: CrashReport) => void
  readonly onLoadFailed: (cause: unknown) => void
  /** A link of the page wants a window; it gets none. */
  readonly onLink: (url: string) => void
}

/** The only place that makes a window. */
export function openWindow(plan: WindowPlan): BrowserWindow {
  const systemIsDark = nativeTheme.shouldUseDarkColors
  const window = new BrowserWindow(windowOptions({ ...plan, systemIsDark }))
  const contents = window.webContents
  const showsOurPage = (): boolean => !contents.isDestroyed() && isOurPage(contents.mainFrame, plan.page)
  guardNavigation(contents, plan.onLink)
  handOverContract(contents, showsOurPage, () => {
    const { port1, port2 } = new MessageChannelMain()
    return { pagePort: port2, stop: plan.serve(port1, showsOurPage) }
  })
  reloadAfterCrash(contents, plan.monotonicMs, plan.onCrash)
  window.once('ready-to-show', () => {
    // Its place is where it goes when it is no longer maximized.
    if (plan.place?.maximized) window.maximize()
    window.show()
  })
  window.loadURL(plan.kind === 'popover' ? `${plan.page}#popover` : plan.page).catch(plan.onLoadFailed)
  return window
}

/** Brings a window to the front, wherever it was. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
