import { spells, type TextSpan } from './texts.ts'

const BUCKETS = 256

interface Entry<Value> {
  readonly bytes: Uint8Array
  readonly value: Value
}

/** Finds what one of a few known words stands for, without making a string of the bytes that spell it. */
export class WordTable<Value> {
  private readonly buckets: readonly (readonly Entry<Value>[])[]

  constructor(values: Readonly<Record<string, Value>>) {
    const buckets = Array.from({ length: BUCKETS }, (): Entry<Value>[] => [])
    for (const [word, value] of Object.entries(values)) {
      const bytes = new Uint8Array(Buffer.from(word, 'latin1'))
      buckets[bucketOf(bytes, 0, bytes.length)]?.push({ bytes, value })
    }
    this.buckets = buckets
  }

  find(block: Uint8Array, span: TextSpan): Value | undefined {
    const bucket = this.buckets[bucketOf(block, span.start, span.end)] ?? []
    for (let index = 0; index < bucket.length; index++) {
      const entry = bucket[index]
      if (entry && spells(block, span.start, span.end, entry.bytes)) return entry.value
    }
    return undefined
  }
}

/** A table of words that stand for themselves. */
export function wordTable<const Word extends string>(words: readonly Word[]): WordTable<Word> {
  const values: Record<string, Word> = {}
  for (const word of words) values[word] = word
  return new WordTable(values)
}

/** Mixes length, first, middle and last byte: enough to keep the field names of one format apart. */
function bucketOf(block: Uint8Array, start: number, end: number): number {
  const first = block[start] ?? 0
  const middle = block[(start + end) >> 1] ?? 0
  const last = block[end - 1] ?? 0
  return ((end - start) * 31 + first * 7 + middle * 3 + last) & (BUCKETS - 1)
}
