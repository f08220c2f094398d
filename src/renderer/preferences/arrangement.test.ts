import { describe, expect, it } from 'vitest'
import { arrange, moved, switched } from './arrangement.ts'

const PARTS = [{ id: 'a' }, { id: 'b' }, { id: 'c' }]
const ids = (choices: readonly { readonly id: string }[]) => choices.map(({ id }) => id).join('')

describe('an arrangement', () => {
  it('is the default one where nothing was kept', () => {
    expect(arrange(PARTS, [])).toEqual(PARTS.map(({ id }) => ({ id, shown: true })))
  })

  it('keeps order and hidden parts, shows a new part at its place, and drops one that is gone', () => {
    const kept = [
      { id: 'c', shown: false },
      { id: 'gone', shown: true },
      { id: 'a', shown: true },
    ]
    expect(arrange(PARTS, kept)).toEqual([
      { id: 'c', shown: false },
      { id: 'a', shown: true },
      { id: 'b', shown: true },
    ])
  })

  it('moves a part and stops at both ends', () => {
    const all = arrange(PARTS, [])
    expect(ids(moved(all, 'a', 1))).toBe('bac')
    expect(ids(moved(all, 'a', -1))).toBe('abc')
    expect(ids(moved(all, 'b', 9))).toBe('acb')
    expect(ids(moved(all, 'none', 1))).toBe('abc')
  })

  it('switches a part off and on', () => {
    const off = switched(arrange(PARTS, []), 'b')
    expect(off[1]).toEqual({ id: 'b', shown: false })
    expect(switched(off, 'b')[1]).toEqual({ id: 'b', shown: true })
  })
})
