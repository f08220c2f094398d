export interface Turns<T> {
  readonly ask: () => Promise<T>
  /** Resolves when nothing that was asked for goes on any more, however it ended. */
  readonly settled: () => Promise<void>
}

/** Work that never overlaps itself. Whoever asks while it goes on gets the result of the next time, which sees what changed meanwhile. */
export function oneAtATime<T>(work: () => Promise<T>): Turns<T> {
  let running: Promise<unknown> = Promise.resolve()
  let queued: Promise<T> | undefined
  function begin(): Promise<T> {
    queued = undefined
    const current = work()
    running = current
    return current
  }
  return {
    ask() {
      queued ??= running.then(begin, begin)
      return queued
    },
    async settled() {
      await Promise.allSettled([queued ?? running])
    },
  }
}
