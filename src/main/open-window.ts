import { BrowserWindow, MessageChannelMain, type MessagePortMain, nativeTheme } from 'electron'
import { type CrashReport, reloadAfterCrash } from './crash-policy.ts'
import { guardNavigation } from './navigation-policy.ts'
import { handOverContract } from './port-handover.ts'
import { windowOptions } from './window-options.ts'

export interface WindowPlan {
  readonly preload: string
  /** URL of the page. */
  readonly page: string
  /** Serves the contract on our end of a channel; the returned function ends it. */
  readonly serve: (port: MessagePortMain) => () => void
  readonly monotonicMs: () => number
  readonly onCrash: (report: CrashReport) => void
  readonly onLoadFailed: (cause: unknown) => void
}

/** The only place that makes a window. */
export function openWindow(plan: WindowPlan): BrowserWindow {
  const systemIsDark = nativeTheme.shouldUseDarkColors
  const window = new BrowserWindow(windowOptions({ preload: plan.preload, systemIsDark }))
  const contents = window.webContents
  guardNavigation(contents)
  handOverContract(contents, () => {
    const { port1, port2 } = new MessageChannelMain()
    return { pagePort: port2, stop: plan.serve(port1) }
  })
  reloadAfterCrash(contents, plan.monotonicMs, plan.onCrash)
  window.once('ready-to-show', () => window.show())
  window.loadURL(plan.page).catch(plan.onLoadFailed)
  return window
}

/** Brings a window to the front, wherever it was. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
