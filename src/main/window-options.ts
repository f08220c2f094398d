import type { BrowserWindowConstructorOptions } from 'electron'
import type { WindowPlace } from './preferences/stored-preferences.ts'

/** Colours of the empty window until the page is drawn, as the page's own themes have them. */
const GROUND = { dark: '#0d0f13', light: '#f6f7f9' } as const

export const POPOVER_SIZE = { width: 380, height: 520 } as const

/** What a window is for, and with it what its page shows. */
export type WindowKind = 'dashboard' | 'popover'

export interface WindowQuestion {
  readonly kind: WindowKind
  /** Absolute path of the built preload script. */
  readonly preload: string
  readonly systemIsDark: boolean
  /** Where it was before, or is to be. */
  readonly place: (Pick<WindowPlace, 'x' | 'y' | 'width' | 'height'> & Partial<WindowPlace>) | undefined
}

/**
 * How every window is made. The page in it is a web page and nothing more: sandboxed, isolated from the
 * preload, without Node. What is not named here keeps Electron's default on purpose: the policy that pages may
 * not read each other's data, no insecure content, no experimental features.
 */
export function windowOptions(question: WindowQuestion): BrowserWindowConstructorOptions {
  const { kind, preload, systemIsDark, place } = question
  return {
    title: 'LLM Session Manager',
    show: false,
    backgroundColor: systemIsDark ? GROUND.dark : GROUND.light,
    ...(kind === 'dashboard' ? DASHBOARD_FRAME : POPOVER_FRAME),
    ...(place && { x: place.x, y: place.y, width: place.width, height: place.height }),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      // A dropped file must never become the page.
      navigateOnDragDrop: false,
      // Its dictionaries would be fetched from the network.
      spellcheck: false,
    },
  }
}

const DASHBOARD_FRAME: BrowserWindowConstructorOptions = {
  width: 1240,
  height: 800,
  minWidth: 380,
  minHeight: 360,
  autoHideMenuBar: true,
}

/** A panel at the tray: no frame, no entry in the task bar, above the others until it loses the focus. */
const POPOVER_FRAME: BrowserWindowConstructorOptions = {
  ...POPOVER_SIZE,
  frame: false,
  resizable: false,
  movable: false,
  minimizable: false,
  maximizable: false,
  fullscreenable: false,
  skipTaskbar: true,
  alwaysOnTop: true,
}
