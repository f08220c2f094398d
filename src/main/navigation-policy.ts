interface Preventable {
  preventDefault(): void
}

/** The parts of Electron's web contents through which a page could become another one. */
export interface NavigatingContents {
  on(event: 'will-navigate', listener: (event: Preventable) => void): unknown
  on(event: 'will-redirect', listener: (event: Preventable) => void): unknown
  on(event: 'will-frame-navigate', listener: (event: Preventable) => void): unknown
  on(event: 'will-attach-webview', listener: (event: Preventable) => void): unknown
  setWindowOpenHandler(handler: () => { readonly action: 'deny' }): void
}

/** The window shows one page for ever: no link, redirect, frame, webview or script leads out of it. */
export function guardNavigation(contents: NavigatingContents): void {
  const prevent = (event: Preventable): void => event.preventDefault()
  contents.on('will-navigate', prevent)
  contents.on('will-redirect', prevent)
  contents.on('will-frame-navigate', prevent)
  contents.on('will-attach-webview', prevent)
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}
