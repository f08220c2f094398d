import { describe, expect, it } from 'vitest'
import { PieceCounts } from './piece-counts.ts'

describe('remembered counts of pieces', () => {
  it('never holds more than two generations', () => {
    const counts = new PieceCounts(10)
    for (let i = 0; i < 1_000; i++) counts.set(`piece ${i}`, i)
    expect(counts.size).toBeLessThanOrEqual(20)
    expect(counts.get('piece 999')).toBe(999)
    expect(counts.get('piece 0')).toBeUndefined()
  })

  it('keeps what is still asked for', () => {
    const counts = new PieceCounts(10)
    counts.set('wanted', 7)
    for (let i = 0; i < 1_000; i++) {
      counts.set(`piece ${i}`, i)
      expect(counts.get('wanted')).toBe(7)
    }
  })
})
