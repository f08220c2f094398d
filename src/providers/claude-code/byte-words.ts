const WORD = 4
const QUOTES = 0x22222222

/** A text as it is compared with bytes: four of them at once, which costs a quarter of one by one. */
export class Spelling {
  readonly length: number
  private readonly words: readonly number[]
  /** The last bytes; of a text of less than four, all of them. */
  private readonly rest: readonly number[]

  constructor(text: string) {
    const bytes = Buffer.from(text, 'latin1')
    const whole = bytes.length - (bytes.length % WORD)
    this.length = bytes.length
    this.words = Array.from({ length: whole / WORD }, (_, index) => bytes.readInt32LE(index * WORD))
    this.rest = [...bytes.subarray(whole)]
  }

  /** True where the text stands at `at` and ends before `end`. */
  standsAt(view: DataView, at: number, end: number): boolean {
    const { words, rest } = this
    if (at + this.length > end) return false
    let from = at
    for (let index = 0; index < words.length; index++, from += WORD)
      if (view.getInt32(from, true) !== words[index]) return false
    for (let index = 0; index < rest.length; index++, from++)
      if (view.getUint8(from) !== rest[index]) return false
    return true
  }
}

/**
 * Index of the first quote in `[from, to)`; `to` where there is none. Sees four bytes at a time: a byte is zero
 * after an exclusive or with a quote where it was one, and the subtraction borrows from its highest bit.
 */
export function firstQuote(view: DataView, from: number, to: number): number {
  let at = from
  for (; at + WORD <= to; at += WORD) {
    const word = view.getInt32(at, true) ^ QUOTES
    const zeros = (word - 0x01010101) & ~word & 0x80808080
    // The lowest hit is always a true one.
    if (zeros !== 0) return at + ((31 - Math.clz32(zeros & -zeros)) >> 3)
  }
  while (at < to && view.getUint8(at) !== 0x22) at++
  return at
}
