import { firstQuote } from './byte-words.ts'
import { backslashesBefore, spells, TextSpan } from './text-span.ts'
import type { KeyReader, WordTable } from './word-table.ts'

const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
const OPEN_ARRAY = 0x5b
const CLOSE_ARRAY = 0x5d
const COMMA = 0x2c
const COLON = 0x3a
const SPACE = 0x20
const ZERO = 0x30
const TRUE = new Uint8Array(Buffer.from('true'))
const FALSE = new Uint8Array(Buffer.from('false'))
const NULL = new Uint8Array(Buffer.from('null'))

/**
 * Bytes that are searched here for the end of a string, before a native search takes over: most strings are short, and
 * quotes inside of code stand close together. Found by measuring.
 */
const NEAR = 64

/**
 * Steps through JSON in a Buffer value by value, and makes no string of what nobody asks for.
 *
 * Every step is exact at every depth: a quote, a brace or a whole record inside a string is never taken for structure. Nothing
 * recurses, so that depth costs nothing. What is stepped over is checked for closed strings and balanced brackets only. A key
 * is found in the spelling of its table: one that is written with escapes is not known.
 */
export class JsonCursor {
  /** True once the bytes turned out not to be JSON. Every further step then finds nothing. */
  broken = false
  private readonly key = new TextSpan()
  private readonly word = new TextSpan()
  private block: Buffer = Buffer.alloc(0)
  private view = new DataView(this.block.buffer)
  private end = 0
  /** Never on a space, except while a step is taken. */
  private at = 0
  /** True behind an opening bracket: no comma is due. */
  private first = true

  begin(block: Buffer, start: number, end: number): void {
    if (block !== this.block) {
      this.block = block
      this.view = new DataView(block.buffer, block.byteOffset, block.byteLength)
    }
    this.end = end
    this.first = true
    this.broken = false
    this.moveTo(start)
  }

  /** Index of the next byte that is no space, or the end. */
  get position(): number {
    return this.at
  }

  get atEnd(): boolean {
    return this.at >= this.end
  }

  get atObject(): boolean {
    return this.at < this.end && this.block[this.at] === OPEN_OBJECT
  }

  get atText(): boolean {
    return this.at < this.end && this.block[this.at] === QUOTE
  }

  /** Enters the object that stands here; false (and no step) where something else does. */
  enterObject(keys: KeyReader<unknown>): boolean {
    keys.begin()
    return this.enter(OPEN_OBJECT)
  }

  enterArray(): boolean {
    return this.enter(OPEN_ARRAY)
  }

  /** Steps to the value of the object's next member, or behind the object where there is none. */
  nextMember(keys: KeyReader<unknown>): boolean {
    if (!this.next(CLOSE_OBJECT)) return false
    const value = keys.expect(this.view, this.at, this.end)
    if (value > 0) {
      this.moveTo(value)
      return true
    }
    if (!this.atText) return this.fail()
    this.readString(this.key)
    if (this.at >= this.end || this.block[this.at] !== COLON) return this.fail()
    keys.find(this.block, this.key)
    this.moveTo(this.at + 1)
    return true
  }

  /** Steps to the array's next element, or behind the array where there is none. */
  nextElement(): boolean {
    return this.next(CLOSE_ARRAY)
  }

  /** Reads the string that stands here; any other value is stepped over and leaves the span empty. */
  readText(span: TextSpan): void {
    if (this.atText) return this.readString(span)
    span.clear()
    this.skip()
  }

  /** Reads a string and gives what it stands for; `undefined` where the table does not know it. */
  readWord<Value>(table: WordTable<Value>): Value | undefined {
    this.readText(this.word)
    return this.word.present ? table.find(this.block, this.word) : undefined
  }

  /** As `readWord`, with a value for strings that the table does not know. */
  readWordOr<Value, Other>(table: WordTable<Value>, other: Other): Value | Other | undefined {
    const value = this.readWord(table)
    return value === undefined && this.word.present ? other : value
  }

  /** Reads a whole number that is not negative; any other value is stepped over and gives `NaN`. */
  readCount(): number {
    const { block, end, at: start } = this
    this.skip()
    let value = 0
    let at = start
    for (; at < end && isDigit(block[at] ?? 0); at++) value = value * 10 + (block[at] ?? 0) - ZERO
    const isWhole = at > start && (at === end || !isScalarByte(block[at] ?? 0))
    return isWhole && !this.broken ? value : Number.NaN
  }

  /** Reads a value and tells whether it is `true`. */
  readTrue(): boolean {
    const start = this.at
    this.skip()
    return !this.broken && this.block[start] === TRUE[0]
  }

  /** Steps over the value that stands here. */
  skip(): void {
    const byte = this.block[this.at]
    if (this.at >= this.end) this.fail()
    else if (byte === QUOTE) this.skipString()
    else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) this.skipContainer()
    else this.skipScalar()
  }

  private enter(bracket: number): boolean {
    if (this.at >= this.end || this.block[this.at] !== bracket) return false
    this.moveTo(this.at + 1)
    this.first = true
    return true
  }

  private next(close: number): boolean {
    if (this.at >= this.end) return this.fail()
    const byte = this.block[this.at]
    if (byte === close) {
      this.moveTo(this.at + 1)
      this.first = false
      return false
    }
    if (this.first) {
      this.first = false
      return true
    }
    if (byte !== COMMA) return this.fail()
    this.moveTo(this.at + 1)
    return true
  }

  private moveTo(at: number): void {
    let to = at
    while (to < this.end && (this.block[to] ?? 0) <= SPACE) to++
    this.at = to
  }

  private readString(span: TextSpan): void {
    const start = this.at + 1
    const after = afterString(this.block, this.view, start, this.end)
    if (after < 0) {
      span.clear()
      this.fail()
      return
    }
    span.start = start
    span.end = after - 1
    this.moveTo(after)
  }

  private skipString(): void {
    const after = afterString(this.block, this.view, this.at + 1, this.end)
    if (after < 0) this.fail()
    else this.moveTo(after)
  }

  private skipContainer(): void {
    const { block, view, end } = this
    let at = this.at + 1
    let depth = 1
    while (at < end) {
      const byte = block[at++]
      if (byte === QUOTE) {
        at = afterString(block, view, at, end)
        if (at < 0) break
      } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
        depth++
      } else if ((byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) && --depth === 0) {
        return this.moveTo(at)
      }
    }
    this.fail()
  }

  private skipScalar(): void {
    const { block, end, at: start } = this
    let at = start
    while (at < end && isDigit(block[at] ?? 0)) at++
    if (at === start || isScalarByte(block[at] ?? 0)) {
      while (at < end && isScalarByte(block[at] ?? 0)) at++
      if (!isScalar(block, start, at)) return void this.fail()
    } else if (block[start] === ZERO && at > start + 1) return void this.fail()
    this.moveTo(at)
  }

  private fail(): false {
    this.broken = true
    this.at = this.end
    return false
  }
}

/** Index behind the quote that closes the string whose content starts at `from`; -1 where none does before `end`. */
function afterString(block: Buffer, view: DataView, from: number, end: number): number {
  let at = from
  while (at < end) {
    const near = Math.min(end, at + NEAR)
    let quote = firstQuote(view, at, near)
    if (quote === near) quote = block.indexOf(QUOTE, near)
    if (quote < 0 || quote >= end) return -1
    if (block[quote - 1] !== BACKSLASH || backslashesBefore(block, from, quote) % 2 === 0) return quote + 1
    at = quote + 1
  }
  return -1
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= 0x39
}

/** Letters, digits, `+`, `-` and `.`: what numbers and literals are made of. */
function isScalarByte(byte: number): boolean {
  return (
    isDigit(byte) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    byte === 0x2d ||
    byte === 0x2e ||
    byte === 0x2b ||
    byte === 0x45
  )
}

function isScalar(block: Buffer, start: number, end: number): boolean {
  if (spells(block, start, end, NULL) || spells(block, start, end, FALSE) || spells(block, start, end, TRUE))
    return true
  return /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(block.toString('latin1', start, end))
}
