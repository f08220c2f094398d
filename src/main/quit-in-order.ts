/** The part of Electron's application that ends it. */
export interface QuittingApp {
  on(event: 'will-quit', listener: (event: { preventDefault(): void }) => void): unknown
  exit(): void
}

/**
 * Holds the end of the application back until `stop` is done, so that streams close and the index is released.
 * `stop` must come to an end by itself. Its failure is reported and does not keep the application alive.
 */
export function quitInOrder(
  app: QuittingApp,
  stop: () => Promise<void>,
  report: (cause: unknown) => void,
): void {
  let stopping = false
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (stopping) return
    stopping = true
    stop()
      .catch(report)
      .finally(() => app.exit())
  })
}
