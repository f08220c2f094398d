import type { ModelResponse } from '../../shared/domain/transcript.ts'

/** A response as the index keeps it. */
export interface StoredResponse extends Omit<ModelResponse, 'key'> {
  readonly key: ResponseKey
  /** True where another file owns this response and this is a copy of it. */
  readonly inherited: boolean
}

/** Stands for the key of a response: 53 bits of it, which two keys share about once in 10¹⁶ pairs. */
export type ResponseKey = number

/** Several responses of one file, in the order of the file, as bytes. */
export type ResponsePart = Uint8Array

/** More stand in several parts: what is appended to a long transcript rewrites the last of them only. */
export const PART_RESPONSES = 128

const KEY_BYTES = 8
/** Flags, time, and eight numbers at most, each a mark and eight bytes at most. */
const MOST_BYTES = KEY_BYTES + 10 * 9
const SIDECHAIN = 1
const INHERITED = 2
const HAS_CONTEXT = 4
const FLAGS = 8
const HIGH_BITS = 1 << 21
const LOW_BITS = 2 ** 32

/** Names a response by its key. Two multiplicative hashes over the characters, each mixed into the other. */
export function responseKey(text: string): ResponseKey {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    high = Math.imul(high ^ code, 0x9e3779b1)
    low = Math.imul(low ^ code, 0x5f356495)
  }
  const mixedHigh = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35)
  const mixedLow =
    Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(mixedHigh ^ (mixedHigh >>> 13), 0xc2b2ae35)
  return ((mixedHigh >>> 0) % HIGH_BITS) * LOW_BITS + (mixedLow >>> 0)
}

/** Responses as their file tells them, in parts. All but the last part are full. */
export function encodeResponses(responses: readonly ModelResponse[]): ResponsePart[] {
  const parts: ResponsePart[] = []
  for (let first = 0; first < responses.length; first += PART_RESPONSES) {
    const some = responses.slice(first, first + PART_RESPONSES)
    parts.push(encodeRows(some, keyOfTold, isNeverInherited))
  }
  return parts
}

/**
 * A part: the number of responses, their keys (8 bytes each), the names of their models, and a row for each. Numbers
 * are variable in length: a row takes some 20 bytes, where it would take 90 as columns of a table.
 */
export function encodePart(responses: readonly StoredResponse[]): ResponsePart {
  return encodeRows(responses, keyOfStored, isInherited)
}

export function decodePart(part: ResponsePart): StoredResponse[] {
  const reader = new PartReader(part)
  const count = reader.number()
  const keys = Array.from({ length: count }, () => reader.double())
  const models = Array.from({ length: reader.number() }, () => reader.text())
  return keys.map((key) => readRow(reader, key, models))
}

/** Keys of a part's responses, which cost less than the responses. */
export function keysOfPart(part: ResponsePart): Float64Array {
  const reader = new PartReader(part)
  const keys = new Float64Array(reader.number())
  for (let index = 0; index < keys.length; index++) keys[index] = reader.double()
  return keys
}

const keyOfTold = ({ key }: ModelResponse): ResponseKey => responseKey(key)
const isNeverInherited = (): boolean => false
const keyOfStored = ({ key }: StoredResponse): ResponseKey => key
const isInherited = ({ inherited }: StoredResponse): boolean => inherited

/** Told and stored responses are written by one function, and none is copied into the other's shape: that took as long. */
function encodeRows<Row extends Omit<ModelResponse, 'key'>>(
  rows: readonly Row[],
  keyOf: (row: Row) => ResponseKey,
  inheritedOf: (row: Row) => boolean,
): ResponsePart {
  const models = modelsOf(rows)
  const names = models.map((model) => Buffer.from(model, 'utf8'))
  const namesBytes = names.reduce((sum, name) => sum + name.length + 9, 0)
  const writer = new PartWriter(rows.length * MOST_BYTES + namesBytes + 18)
  writer.number(rows.length)
  for (const row of rows) writer.double(keyOf(row))
  writer.number(models.length)
  for (const name of names) writer.text(name)
  for (const row of rows) writeRow(writer, row, models.indexOf(row.model), inheritedOf(row))
  return writer.done()
}

function modelsOf(rows: readonly { readonly model: string }[]): readonly string[] {
  const models: string[] = []
  for (const { model } of rows) if (!models.includes(model)) models.push(model)
  return models
}

function writeRow(
  writer: PartWriter,
  response: Omit<ModelResponse, 'key'>,
  model: number,
  inherited: boolean,
): void {
  const { counts, contextUsed } = response
  const flags =
    (response.sidechain ? SIDECHAIN : 0) +
    (inherited ? INHERITED : 0) +
    (contextUsed === undefined ? 0 : HAS_CONTEXT)
  writer.number(model * FLAGS + flags)
  writer.instant(response.at)
  writer.number(counts.uncachedInput)
  writer.number(counts.cacheRead)
  writer.number(counts.cacheWrite)
  writer.number(counts.output)
  writer.number(response.cacheWrite1h)
  writer.number(response.reasoning)
  if (contextUsed !== undefined) writer.number(contextUsed)
}

function readRow(reader: PartReader, key: ResponseKey, models: readonly string[]): StoredResponse {
  const head = reader.number()
  const flags = head % FLAGS
  const at = reader.instant()
  const uncachedInput = reader.number()
  const cacheRead = reader.number()
  const cacheWrite = reader.number()
  const output = reader.number()
  const cacheWrite1h = reader.number()
  const reasoning = reader.number()
  const contextUsed = flags & HAS_CONTEXT ? reader.number() : undefined
  return {
    key,
    model: models[(head - flags) / FLAGS] ?? '',
    at,
    counts: { uncachedInput, cacheRead, cacheWrite, output },
    cacheWrite1h,
    reasoning,
    contextUsed,
    sidechain: (flags & SIDECHAIN) !== 0,
    inherited: (flags & INHERITED) !== 0,
  }
}

/**
 * Whole numbers from 0 on are written as the number plus one, seven bits a byte, the lowest first; a zero announces any
 * other number as it is in memory.
 */
class PartWriter {
  private readonly bytes: Uint8Array
  private readonly view: DataView
  private end = 0
  private lastInstant = 0

  constructor(mostBytes: number) {
    this.bytes = new Uint8Array(mostBytes)
    this.view = new DataView(this.bytes.buffer)
  }

  number(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0 || value === Number.MAX_SAFE_INTEGER) {
      this.bytes[this.end++] = 0
      return this.double(value)
    }
    let rest = value + 1
    for (; rest >= 2 ** 31; rest = Math.floor(rest / 0x80)) this.bytes[this.end++] = (rest % 0x80) | 0x80
    for (; rest >= 0x80; rest >>>= 7) this.bytes[this.end++] = (rest & 0x7f) | 0x80
    this.bytes[this.end++] = rest
  }

  /** As the distance from the one before, the sign in the lowest bit; as it is where that is no whole number. */
  instant(value: number): void {
    const distance = value - this.lastInstant
    const folded = distance < 0 ? -2 * distance - 1 : 2 * distance
    if (!Number.isSafeInteger(value) || !Number.isSafeInteger(folded)) {
      this.bytes[this.end++] = 0
      return this.double(value)
    }
    this.number(folded)
    this.lastInstant = value
  }

  double(value: number): void {
    this.view.setFloat64(this.end, value, true)
    this.end += 8
  }

  text(utf8: Uint8Array): void {
    this.number(utf8.length)
    this.bytes.set(utf8, this.end)
    this.end += utf8.length
  }

  /** A copy of the length that it needs. */
  done(): ResponsePart {
    return this.bytes.slice(0, this.end)
  }
}

class PartReader {
  private readonly bytes: Uint8Array
  private readonly view: DataView
  private at = 0
  private lastInstant = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  number(): number {
    const value = this.varint()
    return value === 0 ? this.double() : value - 1
  }

  instant(): number {
    const folded = this.varint() - 1
    if (folded < 0) return this.double()
    this.lastInstant += folded % 2 === 1 ? -(folded + 1) / 2 : folded / 2
    return this.lastInstant
  }

  double(): number {
    const value = this.view.getFloat64(this.at, true)
    this.at += 8
    return value
  }

  text(): string {
    const length = this.number()
    const from = this.bytes.byteOffset + this.at
    this.at += length
    return Buffer.from(this.bytes.buffer, from, length).toString('utf8')
  }

  private varint(): number {
    let byte = this.bytes[this.at++] ?? 0
    let value = byte & 0x7f
    for (let factor = 0x80; byte >= 0x80; factor *= 0x80) {
      byte = this.bytes[this.at++] ?? 0
      value += (byte & 0x7f) * factor
    }
    return value
  }
}
