import { describe, expect, it } from 'vitest'
import { seededRandom } from '../testing/seeded-random.ts'
import { firstQuote, Spelling } from './byte-words.ts'

/** Bytes that differ from a quote in one bit, in its neighbours, or in all. */
const BYTES = [0x22, 0x00, 0x01, 0x20, 0x21, 0x23, 0x62, 0xa2, 0x80, 0xff]

function viewOf(block: Buffer): DataView {
  return new DataView(block.buffer, block.byteOffset, block.byteLength)
}

describe('bytes that are looked at four at a time', () => {
  it('hold their first quote where one by one they do', () => {
    const random = seededRandom(20_261_121)
    for (let round = 0; round < 20_000; round++) {
      const block = Buffer.from(Array.from({ length: 24 }, () => random.pick(BYTES)))
      const from = random.below(12)
      const to = from + random.below(12)
      const quote = block.subarray(from, to).indexOf(0x22)
      const found = firstQuote(viewOf(block), from, to)
      expect(found, block.toString('hex')).toBe(quote < 0 ? to : from + quote)
    }
  })

  it.each(['"', '"a"', '"ab"', '"uuid":', '"timestamp":'])('spell %s there and nowhere else', (text) => {
    const spelling = new Spelling(text)
    const block = Buffer.from(`x${text}y`)
    const end = 1 + text.length
    expect(spelling.standsAt(viewOf(block), 1, end)).toBe(true)
    expect(spelling.standsAt(viewOf(block), 1, end - 1), 'not beyond the end').toBe(false)
    expect(spelling.standsAt(viewOf(block), 0, block.length)).toBe(false)
    for (let at = 1; at < end; at++) {
      const other = Buffer.from(block)
      other[at] = (other[at] ?? 0) ^ 0x80
      expect(spelling.standsAt(viewOf(other), 1, end)).toBe(false)
    }
  })
})
