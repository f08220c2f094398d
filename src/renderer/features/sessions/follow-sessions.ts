import { reasonOf } from '../../ui/reason-of.ts'
import { coalesceChanges } from './coalesce-changes.ts'
import type { SessionApi } from './session-api.ts'
import type { SessionStore } from './session-store.ts'

export interface FollowOptions {
  /** Ends the following. */
  readonly signal: AbortSignal
  /** Resolves when an attempt makes sense, given how many in a row have failed. Never rejects. */
  readonly ready: (failures: number) => Promise<void>
}

/**
 * Keeps the store up to date until `signal` aborts: a full list whenever the stream of changes opens, then
 * only what changed. The stream opens before the list is asked for, so that nothing falls between them.
 */
export async function followSessions(
  api: SessionApi,
  store: SessionStore,
  options: FollowOptions,
): Promise<void> {
  let failures = 0
  for (;;) {
    await options.ready(failures)
    if (options.signal.aborted) return
    const attempt = new AbortController()
    try {
      const changes = coalesceChanges(api.changes(AbortSignal.any([options.signal, attempt.signal])))
      await changes.next()
      await store.getState().load()
      store.getState().connected()
      failures = 0
      for await (const change of changes) await store.getState().apply(change)
      if (!options.signal.aborted) store.getState().lost('The stream of changes ended.')
    } catch (error) {
      if (!options.signal.aborted) store.getState().lost(reasonOf(error))
    } finally {
      attempt.abort()
    }
    failures += 1
  }
}

/** Milliseconds to wait after so many failures in a row: a quarter of a second, doubling up to five seconds. */
export function retryDelayMs(failures: number): number {
  return failures === 0 ? 0 : Math.min(250 * 2 ** (failures - 1), 5000)
}
