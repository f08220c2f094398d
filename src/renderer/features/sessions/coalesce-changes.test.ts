import { describe, expect, it } from 'vitest'
import type { Change } from '../../../shared/contract/index.ts'
import { coalesceChanges, mergeChanges } from './coalesce-changes.ts'
import { PushStream } from './testing/scripted-api.ts'

function change(revision: number, changed: string[], removed: string[] = []): Change {
  return { revision, changed, removed, at: new Date(revision * 1000) }
}

describe('merging changes', () => {
  it('names each session once and keeps the later revision', () => {
    const merged = mergeChanges(change(1, ['a', 'b']), change(2, ['b', 'c']))
    expect(merged).toEqual(change(2, ['a', 'b', 'c']))
  })

  it('believes the later change about a session that went or came back', () => {
    expect(mergeChanges(change(1, ['a']), change(2, [], ['a']))).toEqual(change(2, [], ['a']))
    expect(mergeChanges(change(1, [], ['a']), change(2, ['a']))).toEqual(change(2, ['a']))
  })
})

describe('changes for a receiver that is busy', () => {
  it('arrive as one', async () => {
    const source = new PushStream(new AbortController().signal)
    const changes = coalesceChanges(source)
    source.send(change(1, ['a']))
    expect((await changes.next()).value).toEqual(change(1, ['a']))

    source.send(change(2, ['b']))
    source.send(change(3, ['c']))
    source.fail(new Error('connection closed'))
    const rest: Change[] = []
    await expect(
      (async () => {
        for await (const next of changes) rest.push(next)
      })(),
    ).rejects.toThrow('connection closed')
    expect(rest.flatMap((next) => next.changed)).toEqual(['b', 'c'])
  })

  it('end when the source ends', async () => {
    const stop = new AbortController()
    const changes = coalesceChanges(new PushStream(stop.signal))
    stop.abort()
    expect(await changes.next()).toEqual({ done: true, value: undefined })
  })
})
