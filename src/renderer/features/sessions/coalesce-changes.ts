import type { Change } from '../../../shared/contract/index.ts'

/**
 * Passes changes on, and merges those that arrive while the receiver is busy into one, so that a slow
 * receiver falls behind by one fetch and not by many. Throws what `source` throws, after what came before it.
 */
export async function* coalesceChanges(
  source: AsyncIterable<Change>,
): AsyncGenerator<Change, void, undefined> {
  let waiting: Change | undefined
  let end: { readonly error: unknown } | 'finished' | undefined
  let wake = (): void => undefined

  const reading = async (): Promise<void> => {
    try {
      for await (const change of source) {
        waiting = waiting === undefined ? change : mergeChanges(waiting, change)
        wake()
      }
      end = 'finished'
    } catch (error) {
      end = { error }
    }
    wake()
  }
  void reading()

  for (;;) {
    if (waiting !== undefined) {
      const change = waiting
      waiting = undefined
      yield change
    } else if (end === 'finished') return
    else if (end !== undefined) throw end.error
    else await new Promise<void>((resolve) => (wake = resolve))
  }
}

/** The later change wins over what the earlier one says of the same session. */
export function mergeChanges(earlier: Change, later: Change): Change {
  const removed = new Set([...earlier.removed, ...later.removed])
  for (const id of later.changed) removed.delete(id)
  const changed = new Set([...earlier.changed, ...later.changed])
  for (const id of removed) changed.delete(id)
  return {
    revision: later.revision,
    at: later.at,
    changed: [...changed],
    removed: [...removed],
    ...((earlier.settings ?? later.settings) && { settings: true }),
  }
}
