import type { Change } from '../../shared/contract/contract.ts'

/** Ids kept for one slow listener at most; beyond it a listener is told to fetch everything by reconnecting. */
const MOST_WAITING_IDS = 5000

/**
 * Tells listeners which sessions changed. A listener that is slow gets what came together as one change,
 * so that memory stays bounded and nothing is told twice.
 */
export class ChangeFeed {
  private revision = 0
  private readonly onFirstListener: () => void
  private readonly listeners = new Set<Listener>()

  /** `onFirstListener` is called when somebody begins to listen and nobody did. */
  constructor(onFirstListener: () => void = () => {}) {
    this.onFirstListener = onFirstListener
  }

  get currentRevision(): number {
    return this.revision
  }

  get listenerCount(): number {
    return this.listeners.size
  }

  /** `settings`: these changed, or what of them does not apply, which is told also where no session changed. */
  publish(changed: Iterable<string>, removed: Iterable<string>, at: Date, settings = false): void {
    const ids = [...changed]
    const goneIds = [...removed]
    if (ids.length === 0 && goneIds.length === 0 && !settings) return
    this.revision++
    for (const listener of this.listeners) listener.add(ids, goneIds, this.revision, at, settings)
  }

  /** Begins with a change that names nothing. Ends when `signal` aborts or the caller stops. */
  async *changes(signal: AbortSignal | undefined, now: Date): AsyncIterableIterator<Change> {
    const listener = new Listener()
    this.listeners.add(listener)
    if (this.listeners.size === 1) this.onFirstListener()
    const stop = () => listener.stop()
    signal?.addEventListener('abort', stop, { once: true })
    try {
      yield { revision: this.revision, changed: [], removed: [], at: now }
      for (;;) {
        if (signal?.aborted) return
        const change = await listener.next()
        if (!change) return
        yield change
      }
    } finally {
      signal?.removeEventListener('abort', stop)
      this.listeners.delete(listener)
    }
  }

  /** Ends every stream; for a host that stops. */
  close(): void {
    for (const listener of this.listeners) listener.stop()
  }
}

class Listener {
  private waiting:
    | { changed: Set<string>; removed: Set<string>; revision: number; at: Date; settings: boolean }
    | undefined
  private stopped = false
  private wake: (() => void) | undefined

  add(
    changed: readonly string[],
    removed: readonly string[],
    revision: number,
    at: Date,
    settings: boolean,
  ): void {
    this.waiting ??= { changed: new Set(), removed: new Set(), revision, at, settings }
    this.waiting.settings ||= settings
    this.waiting.revision = revision
    this.waiting.at = at
    for (const id of changed) {
      this.waiting.changed.add(id)
      this.waiting.removed.delete(id)
    }
    for (const id of removed) {
      this.waiting.removed.add(id)
      this.waiting.changed.delete(id)
    }
    if (this.waiting.changed.size + this.waiting.removed.size > MOST_WAITING_IDS) this.stopped = true
    this.wake?.()
  }

  stop(): void {
    this.stopped = true
    this.wake?.()
  }

  async next(): Promise<Change | undefined> {
    if (!this.waiting && !this.stopped) {
      await new Promise<void>((resolve) => {
        this.wake = resolve
      })
      this.wake = undefined
    }
    if (this.stopped || !this.waiting) return undefined
    const { changed, removed, revision, at, settings } = this.waiting
    this.waiting = undefined
    return { revision, changed: [...changed], removed: [...removed], at, ...(settings && { settings }) }
  }
}
