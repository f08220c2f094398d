interface Preventable {
  preventDefault(): void
}

/** The parts of Electron's web contents through which a page could become another one. */
export interface NavigatingContents {
  on(event: 'will-navigate', listener: (event: Preventable) => void): unknown
  on(event: 'will-redirect', listener: (event: Preventable) => void): unknown
  on(event: 'will-frame-navigate', listener: (event: Preventable) => void): unknown
  on(event: 'will-attach-webview', listener: (event: Preventable) => void): unknown
  setWindowOpenHandler(handler: (details: { readonly url: string }) => { readonly action: 'deny' }): void
}

/**
 * The window shows one page for ever: no link, redirect, frame, webview or script leads out of it. A link that wants a
 * window of its own gets none either; `onLink` may offer it to another program.
 */
export function guardNavigation(contents: NavigatingContents, onLink: (url: string) => void): void {
  const prevent = (event: Preventable): void => event.preventDefault()
  contents.on('will-navigate', prevent)
  contents.on('will-redirect', prevent)
  contents.on('will-frame-navigate', prevent)
  contents.on('will-attach-webview', prevent)
  contents.setWindowOpenHandler(({ url }) => {
    onLink(url)
    return { action: 'deny' }
  })
}
