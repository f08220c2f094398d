import { describe, expect, it } from 'vitest'
import { replayJournal } from './journal.ts'

const replay = (...lines: readonly unknown[]) =>
  replayJournal(
    Buffer.from(lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('')),
  )
const WHOLE = { kind: 0, v: { title: 'a', list: [1, 2, 3], deep: { field: true } } }

describe('replayJournal', () => {
  it.each<[string, unknown, unknown]>([
    ['sets a field', { kind: 1, k: ['title'], v: 'b' }, { title: 'b' }],
    ['sets a new field', { kind: 1, k: ['deep', 'other'], v: 1 }, { deep: { field: true, other: 1 } }],
    ['sets an item', { kind: 1, k: ['list', 1], v: 0 }, { list: [1, 0, 3] }],
    ['appends items', { kind: 2, k: ['list'], v: [4, 5] }, { list: [1, 2, 3, 4, 5] }],
    ['cuts a list', { kind: 2, k: ['list'], i: 1 }, { list: [1] }],
    ['replaces the end of a list', { kind: 2, k: ['list'], i: 2, v: [9] }, { list: [1, 2, 9] }],
    [
      'appends to a list that was not there',
      { kind: 2, k: ['deep', 'new'], v: [1] },
      { deep: { field: true, new: [1] } },
    ],
    ['takes a field away', { kind: 3, k: ['title'] }, { title: undefined }],
    ['begins anew with a whole chat', { kind: 0, v: { title: 'c' } }, { title: 'c' }],
  ])('%s', (_what, entry, expected) => {
    const { chat, unknown, malformed } = replay(WHOLE, entry)
    expect(chat).toMatchObject(expected as object)
    expect({ unknown, malformed }).toEqual({ unknown: 0, malformed: 0 })
  })

  it.each<[string, unknown]>([
    ['leads nowhere', { kind: 1, k: ['missing', 'field'], v: 1 }],
    ['would leave a hole in a list', { kind: 1, k: ['list', 7], v: 1 }],
    ['names an item by text', { kind: 1, k: ['list', 'length'], v: 1e9 }],
    ['appends to what is no list', { kind: 2, k: ['title'], v: [1] }],
    ['appends what is no list', { kind: 2, k: ['list'], v: 4 }],
    ['makes a list longer than it is', { kind: 2, k: ['list'], i: 1e9 }],
    ['has no path', { kind: 1, v: 1 }],
    ['has an empty path', { kind: 1, k: [], v: { title: 'd' } }],
    ['holds a whole chat that is none', { kind: 0, v: null, k: ['title'] }],
    ['goes deeper than any field', { kind: 1, k: Array.from({ length: 100 }, () => 'deep'), v: 1 }],
    ['reaches for the prototype', { kind: 1, k: ['__proto__', 'polluted'], v: true }],
    ['would exchange the prototype', '{"kind":1,"k":["__proto__"],"v":{"polluted":true}}'],
    ['reaches for a constructor', { kind: 1, k: ['constructor', 'prototype', 'polluted'], v: true }],
    ['is no JSON', '{"kind":1,'],
  ])('skips and counts an entry that %s', (_what, entry) => {
    const { chat, malformed } = replay(WHOLE, entry, { kind: 1, k: ['after'], v: true })
    expect(chat).toEqual({ ...WHOLE.v, after: true })
    expect(malformed).toBe(1)
    expect('polluted' in {}).toBe(false)
  })

  it('counts kinds of entries that are not known', () => {
    expect(replay(WHOLE, { kind: 4, k: ['title'] }).unknown).toBe(1)
  })

  it('makes the last change without its line feed only where it is complete', () => {
    const start = `${JSON.stringify(WHOLE)}\n`
    expect(replayJournal(Buffer.from(`${start}{"kind":1,"k":["title"],"v":"b"}`)).chat['title']).toBe('b')
    expect(replayJournal(Buffer.from(`${start}{"kind":1,"k":["ti`))).toEqual({
      chat: WHOLE.v,
      unknown: 0,
      malformed: 0,
    })
  })

  it.each([[''], ['{"kind":1,"k":["title"],"v":"b"}\n'], ['{"kind":0,"v":[]}\n']])(
    'refuses a journal without the whole chat: %j',
    (journal) => {
      expect(() => replayJournal(Buffer.from(journal))).toThrow('no entry of the journal holds the chat')
    },
  )
})
