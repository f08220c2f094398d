import type { PageRequest } from '../shared/contract/desktop.ts'

/** What one window's page is asked to show. */
export interface PageRequests {
  /** Asks the page now, or as soon as it listens; then only the last request counts. */
  readonly ask: (request: PageRequest) => void
  /** What is asked from now on, beginning with what waits. Ends when `signal` aborts. */
  readonly listen: (signal: AbortSignal | undefined) => AsyncIterableIterator<PageRequest>
}

export function createPageRequests(): PageRequests {
  let waiting: PageRequest | undefined
  let wake = (): void => undefined
  return {
    ask(request) {
      waiting = request
      wake()
    },
    async *listen(signal) {
      for (;;) {
        if (signal?.aborted) return
        if (waiting !== undefined) {
          const request = waiting
          waiting = undefined
          yield request
          continue
        }
        await new Promise<void>((resolve) => {
          wake = resolve
          signal?.addEventListener('abort', () => resolve(), { once: true })
        })
      }
    },
  }
}
