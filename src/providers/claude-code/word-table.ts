import { Spelling } from './byte-words.ts'
import { spells, type TextSpan } from './text-span.ts'

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

  find(block: Buffer, span: TextSpan): Value | undefined {
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

interface Key<Value> {
  /** The key as it stands in compact JSON: with its quotes and the colon. */
  readonly spelling: Spelling
  readonly index: number
  readonly value: Value | undefined
}

/** The keys of one kind of object, and what each stands for: `undefined` for a known key in which nothing counts. */
export class KeySet<Value> {
  private readonly table: WordTable<Key<Value>>

  constructor(values: Readonly<Record<string, Value | undefined>>) {
    const keys: Record<string, Key<Value>> = {}
    for (const [index, [key, value]] of Object.entries(values).entries()) {
      keys[key] = { spelling: new Spelling(`"${key}":`), index, value }
    }
    this.table = new WordTable(keys)
  }

  find(block: Buffer, span: TextSpan): Key<Value> | undefined {
    return this.table.find(block, span)
  }
}

/** A set of keys that stand for themselves, and of keys that are only known because they are often met. */
export function keySet<const Word extends string>(
  words: readonly Word[],
  ignored: readonly string[] = [],
): KeySet<Word> {
  const values: Record<string, Word | undefined> = {}
  for (const word of words) values[word] = word
  for (const word of ignored) values[word] = undefined
  return new KeySet(values)
}

/** A key, and those that stood behind it the last times. */
interface Step<Value> {
  readonly key: Key<Value> | undefined
  next: Step<Value> | undefined
  /** The one before `next`: kinds of records that take turns differ in a few places. */
  other: Step<Value> | undefined
}

/**
 * Finds the keys of a set in the order in which objects have them. Most objects repeat the order of one before, so that the keys
 * that came next the last times are tried first: then one comparison replaces the search for its end and for its meaning.
 */
export class KeyReader<Value> {
  /** What the last key stands for; `undefined` for a key in which nothing counts. */
  value: Value | undefined = undefined
  private readonly keys: KeySet<Value>
  private readonly start: Step<Value> = { key: undefined, next: undefined, other: undefined }
  private readonly steps: (Step<Value> | undefined)[] = []
  private last = this.start

  constructor(keys: KeySet<Value>) {
    this.keys = keys
  }

  /** A new object starts. */
  begin(): void {
    this.last = this.start
  }

  /** Index behind the colon where an expected key stands at `at`; -1 where another one does. */
  expect(view: DataView, at: number, end: number): number {
    const { last } = this
    const { next, other } = last
    if (next?.key?.spelling.standsAt(view, at, end)) return this.stepTo(next, next.key, at)
    if (!other?.key?.spelling.standsAt(view, at, end)) return -1
    last.next = other
    last.other = next
    return this.stepTo(other, other.key, at)
  }

  /** Finds the key that the span spells. */
  find(block: Buffer, span: TextSpan): void {
    const key = this.keys.find(block, span)
    this.value = key?.value
    if (!key) return
    const step = this.steps[key.index] ?? { key, next: undefined, other: undefined }
    this.steps[key.index] = step
    this.last.other = this.last.next
    this.last.next = step
    this.last = step
  }

  private stepTo(step: Step<Value>, key: Key<Value>, at: number): number {
    this.last = step
    this.value = key.value
    return at + key.spelling.length
  }
}
