import { describe, expect, it } from 'vitest'
import type { Change } from '../shared/contract/index.ts'
import { createSessionWatch, type SessionSource } from './session-watch.ts'
import { sampleSession } from '../shared/contract/testing/sample-session.ts'

const change = (changed: string[], removed: string[] = []): Change => ({
  revision: 1,
  changed,
  removed,
  at: new Date(0),
})

/** Streams that a test feeds, one after another. */
function start() {
  const seen: string[][] = []
  const lost: string[] = []
  const delays: number[] = []
  const told = Promise.withResolvers<void>()
  let notify = told.resolve
  const queue: (Change | Error | 'end')[] = []
  let wake = (): void => undefined
  const source: SessionSource = {
    list: () => [sampleSession({ id: 'a' }), sampleSession({ id: 'b' })],
    byIds: (ids) => ids.map((id) => sampleSession({ id })),
    async *changes(signal) {
      signal.addEventListener('abort', () => wake())

      yield change([])
      while (!signal.aborted) {
        const next = queue.shift()
        if (next === undefined) await new Promise<void>((resolve) => (wake = resolve))
        else if (next === 'end') return
        else if (next instanceof Error) throw next
        else yield next
      }
    },
  }
  const watch = createSessionWatch({
    source,
    onSessions: (sessions) => {
      seen.push(sessions.map(({ id }) => id))
      notify()
    },
    onLost: (cause) => lost.push(String(cause)),
    delay: async (milliseconds) => void delays.push(milliseconds),
  })
  return {
    watch,
    seen,
    lost,
    delays,
    feed: (next: Change | Error | 'end'): void => {
      queue.push(next)
      wake()
    },
    /** Resolves when as many sets of sessions were told. */
    looks: async (count: number): Promise<void> => {
      while (seen.length < count) await new Promise<void>((resolve) => (notify = resolve))
    },
  }
}

describe('the host’s own watch', () => {
  it('begins with all sessions, and then follows what changes', async () => {
    const { watch, seen, feed, looks } = start()
    watch.set(true)
    await looks(1)
    feed(change(['c'], ['a']))
    await looks(2)
    expect(seen).toEqual([
      ['a', 'b'],
      ['b', 'c'],
    ])
    watch.set(false)
  })

  it('says when it broke, and begins anew with all sessions', async () => {
    const { watch, seen, lost, delays, feed, looks } = start()
    watch.set(true)
    await looks(1)
    feed(new Error('gone'))
    await looks(2)
    feed('end')
    await looks(3)
    expect(seen[2]).toEqual(['a', 'b'])
    expect(lost).toEqual(['Error: gone', 'Error: the stream of changes ended'])
    expect(delays).toEqual([5000, 5000])
    watch.set(false)
  })

  it('is silent once it is ended', async () => {
    const { watch, seen, lost, feed, looks } = start()
    watch.set(true)
    await looks(1)
    watch.set(false)
    watch.set(false)
    feed(change(['c']))
    await new Promise((resolve) => setImmediate(resolve))
    expect([seen.length, lost]).toEqual([1, []])
  })
})
