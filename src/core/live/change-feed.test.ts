import { describe, expect, it } from 'vitest'
import { ChangeFeed } from './change-feed.ts'

const at = new Date('2026-01-01T00:00:00Z')

describe('the feed of changes', () => {
  it('begins with the current revision and names nothing', async () => {
    const feed = new ChangeFeed()
    feed.publish(['a'], [], at)
    const stream = feed.changes(undefined, at)
    expect((await stream.next()).value).toEqual({ revision: 1, changed: [], removed: [], at })
  })

  it('gives a slow listener all that came meanwhile as one change', async () => {
    const feed = new ChangeFeed()
    const stream = feed.changes(undefined, at)
    await stream.next()
    feed.publish(['a'], [], at)
    feed.publish(['b', 'a'], ['c'], at)
    feed.publish([], ['b'], at)
    expect((await stream.next()).value).toEqual({ revision: 3, changed: ['a'], removed: ['c', 'b'], at })
  })

  it('publishes nothing where nothing changed', () => {
    const feed = new ChangeFeed()
    feed.publish([], [], at)
    expect(feed.currentRevision).toBe(0)
  })

  it('ends and cleans up when its listener goes away', async () => {
    const feed = new ChangeFeed()
    const abort = new AbortController()
    const stream = feed.changes(abort.signal, at)
    await stream.next()
    const waiting = stream.next()
    abort.abort()
    expect((await waiting).done).toBe(true)
    expect(feed.listenerCount).toBe(0)
  })

  it('ends the stream of a listener that never reads, instead of keeping everything for it', async () => {
    const feed = new ChangeFeed()
    const stream = feed.changes(undefined, at)
    await stream.next()
    feed.publish(
      Array.from({ length: 5001 }, (_, index) => `s${index}`),
      [],
      at,
    )
    expect((await stream.next()).done).toBe(true)
  })
})
