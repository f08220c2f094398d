import { describe, expect, it } from 'vitest'
import { countMerged } from './byte-pair-merge.ts'

describe('joining bytes to tokens', () => {
  it('joins the pair with the lowest rank first, not the leftmost', () => {
    const ranks = new Map([
      ['bc', 1],
      ['ab', 2],
      ['bcd', 3],
    ])
    expect(countMerged('abcd', ranks)).toBe(2) // a, bcd; from the left it would be ab, c, d
  })

  it('joins equal pairs from the left', () => {
    const ranks = new Map([
      ['aa', 1],
      ['aab', 2],
    ])
    expect(countMerged('aaab', ranks)).toBe(3) // aa, a, b
    expect(countMerged('aab', ranks)).toBe(1)
  })

  it('goes on with what was joined on either side', () => {
    const ranks = new Map([
      ['cd', 1],
      ['bcd', 2],
      ['bcde', 3],
      ['abcde', 4],
    ])
    expect(countMerged('abcde', ranks)).toBe(1)
  })

  it('counts each byte where nothing can be joined', () => {
    expect(countMerged('abc', new Map())).toBe(3)
    expect(countMerged('a', new Map())).toBe(1)
    expect(countMerged('', new Map())).toBe(0)
  })
})
