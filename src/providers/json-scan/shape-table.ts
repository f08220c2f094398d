import type { Elements, Field, Members } from './shape.ts'

/** As scanner.as reads it. */
const NONE = -1
const BYTES = Int32Array.BYTES_PER_ELEMENT
const PLACE_BYTES = 2 * BYTES
const FIELD_WORDS = 8
const KEY_BYTES = 32
const FIELD_BYTES = FIELD_WORDS * BYTES + KEY_BYTES
const SHAPE_HEAD_BYTES = 16
const LIST_HEAD_BYTES = 16

/** Writes shapes to the scanner's memory, one behind the other. */
export class ShapeTable {
  private readonly bytes: Buffer
  private next: number
  private readonly stop: number

  constructor(bytes: Buffer, start: number, stop: number) {
    this.bytes = bytes
    this.next = start
    this.stop = stop
  }

  /** Answers the shape's address. */
  writeMembers(members: Members): number {
    const entries = Object.entries(members)
    // Half of it stays empty, so that most keys are found, or not found, at the first try.
    const size = 2 ** Math.ceil(Math.log2(2 * entries.length))
    const shape = this.take(SHAPE_HEAD_BYTES + size * FIELD_BYTES)
    this.bytes.writeInt32LE(size - 1, shape)
    for (const [key, field] of entries) {
      const at = this.emptyEntry(shape, size, key)
      this.bytes.writeInt32LE(key.length, at)
      this.bytes.write(key, at + FIELD_WORDS * BYTES, 'latin1')
      this.writeField(field, at)
    }
    return shape
  }

  private emptyEntry(shape: number, size: number, key: string): number {
    if (!/^[\x20-\x7e]{1,32}$/.test(key)) throw new Error(`the scanner finds no keys such as ${key}`)
    const addressOf = (index: number) => shape + SHAPE_HEAD_BYTES + index * FIELD_BYTES
    let index = hashOf(key) & (size - 1)
    while (this.bytes.readInt32LE(addressOf(index)) !== 0) index = (index + 1) & (size - 1)
    return addressOf(index)
  }

  private writeField({ text, scalar, members, elements, firstStays, inner }: Field, at: number): void {
    const words = [
      placeAddress(text),
      placeAddress(scalar),
      members ? this.writeMembers(members) : 0,
      elements ? this.writeElements(elements) : 0,
      firstStays ? 1 : 0,
      inner ? placeAddress(inner.first) : 0,
      inner ? placeAddress(inner.own + 1 - inner.first) : 0,
    ]
    for (const [index, word] of words.entries()) this.bytes.writeInt32LE(word, at + (index + 1) * BYTES)
  }

  private writeElements({ count, first, places, most, item }: Elements): number {
    const list = this.take(LIST_HEAD_BYTES + FIELD_BYTES)
    const words = [
      placeAddress(count),
      placeAddress(first),
      placeAddress(places),
      Math.min(most, 2 ** 31 - 1),
    ]
    for (const [index, word] of words.entries()) this.bytes.writeInt32LE(word, list + index * BYTES)
    this.writeField(item, list + LIST_HEAD_BYTES)
    return list
  }

  private take(bytes: number): number {
    const at = this.next
    this.next += bytes
    if (this.next > this.stop)
      throw new Error('the shapes are larger than the room that the scanner has for them')
    return at
  }
}

function placeAddress(place: number | undefined): number {
  return place === undefined ? NONE : place * PLACE_BYTES
}

function hashOf(key: string): number {
  const codeAt = (index: number) => key.charCodeAt(index)
  return key.length * 31 + codeAt(0) * 7 + codeAt(key.length >> 1) * 3 + codeAt(key.length - 1)
}
