import type { BrowserWindowConstructorOptions } from 'electron'

/** Colours of the empty window until the page is drawn, as the page's own themes have them. */
const GROUND = { dark: '#0d0f13', light: '#f6f7f9' } as const

export interface WindowQuestion {
  /** Absolute path of the built preload script. */
  readonly preload: string
  readonly systemIsDark: boolean
}

/**
 * How every window is made. The page in it is a web page and nothing more: sandboxed, isolated from the
 * preload, without Node. What is not named here keeps Electron's default on purpose: the policy that pages may
 * not read each other's data, no insecure content, no experimental features.
 */
export function windowOptions({ preload, systemIsDark }: WindowQuestion): BrowserWindowConstructorOptions {
  return {
    title: 'LLM Session Manager',
    width: 1240,
    height: 800,
    minWidth: 380,
    minHeight: 360,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: systemIsDark ? GROUND.dark : GROUND.light,
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
