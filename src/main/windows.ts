import type { BrowserWindow, MessagePortMain } from 'electron'
import type { PageRequest } from '../shared/contract/desktop.ts'
import type { CrashReport } from './crash-policy.ts'
import { focusWindow, openWindow, type WindowPlan } from './open-window.ts'
import { createPageRequests, type PageRequests } from './page-requests.ts'
import type { WindowKind, WindowQuestion } from './window-options.ts'

type SharedPlan = Pick<WindowPlan, 'preload' | 'page' | 'monotonicMs' | 'onLink' | 'onLoadFailed'>

export interface WindowsParts extends SharedPlan {
  /** Serves the contract to a page; what the page is asked comes from `requests`. */
  readonly serve: (port: MessagePortMain, isOurPage: () => boolean, requests: PageRequests) => () => void
  readonly onCrash: (kind: WindowKind, report: CrashReport) => void
  readonly dashboardPlace: () => WindowQuestion['place']
  /** The dashboard was moved or sized, or is about to close. */
  readonly onDashboardPlaced: (window: BrowserWindow) => void
}

/** The app's windows: at most one dashboard and one popover. A window that is closed is destroyed, not kept. */
export interface Windows {
  /** Opens the dashboard or brings it to the front, and has it show what is asked. */
  readonly openDashboard: (request?: PageRequest) => void
  /** Opens the popover there; where it is open already, a second click closes it. */
  readonly togglePopover: (place: WindowQuestion['place']) => void
  readonly isDashboardInFront: () => boolean
}

export function createWindows(parts: WindowsParts): Windows {
  let dashboard: { readonly window: BrowserWindow; readonly requests: PageRequests } | undefined
  let popover: BrowserWindow | undefined

  const open = (kind: WindowKind, place: WindowQuestion['place'], requests: PageRequests): BrowserWindow =>
    openWindow({
      ...parts,
      kind,
      place,
      serve: (port, isOurPage) => parts.serve(port, isOurPage, requests),
      onCrash: (report) => parts.onCrash(kind, report),
    })

  return {
    openDashboard(request) {
      popover?.destroy()
      if (dashboard === undefined) {
        const requests = createPageRequests()
        const window = open('dashboard', parts.dashboardPlace(), requests)
        dashboard = { window, requests }
        window.on('close', () => parts.onDashboardPlaced(window))
        window.once('closed', () => (dashboard = undefined))
      } else {
        focusWindow(dashboard.window)
      }
      if (request !== undefined) dashboard.requests.ask(request)
    },
    togglePopover(place) {
      if (popover !== undefined) return popover.destroy()
      const window = open('popover', place, createPageRequests())
      popover = window
      window.on('blur', () => window.destroy())
      window.once('closed', () => (popover = undefined))
    },
    isDashboardInFront: () => dashboard?.window.isFocused() ?? false,
  }
}
