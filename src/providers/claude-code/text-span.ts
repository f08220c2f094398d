import { spells, textOf, type TextSpan } from '../json-scan/texts.ts'

/** True where the span holds the given id, which is plain ASCII. */
export function isId(block: Uint8Array, span: TextSpan, id: string): boolean {
  if (span.end - span.start !== id.length) return false
  for (let index = 0; index < id.length; index++)
    if (block[span.start + index] !== id.charCodeAt(index)) return false
  return true
}

/** True where the span starts with the given bytes. */
export function startsWith(block: Uint8Array, span: TextSpan, bytes: Uint8Array): boolean {
  return span.end - span.start >= bytes.length && spells(block, span.start, span.start + bytes.length, bytes)
}

/** True where two spans of one block hold the same bytes. */
export function sameText(block: Uint8Array, one: TextSpan, other: TextSpan): boolean {
  if (one.end - one.start !== other.end - other.start) return false
  for (let at = one.start, to = other.start; at < one.end; at++, to++)
    if (block[at] !== block[to]) return false
  return true
}

/** Remembers a field that most records repeat, so that a string is made only where it changes. */
export class RepeatedText {
  value: string | undefined = undefined
  private spelling: Uint8Array = NOTHING

  /** Takes what the span holds and tells whether that is another text than before. An absent text changes nothing. */
  update(block: Buffer, span: TextSpan): boolean {
    if (!span.present || spells(block, span.start, span.end, this.spelling)) return false
    const text = textOf(block, span, MAX_REPEATED_BYTES)
    if (text === undefined) return false
    const changed = this.set(text)
    this.spelling = bytesOf(block, span)
    return changed
  }

  /** Takes a text from elsewhere, and tells whether it is another one than before. */
  set(text: string | undefined): boolean {
    if (text === this.value) return false
    this.value = text
    this.spelling = NOTHING
    return true
  }
}

/** Remembers an id that every record has a new one of, and makes a string of it only when asked. */
export class LatestId {
  private readonly bytes = new Uint8Array(MAX_ID_BYTES)
  private length = 0

  update(block: Buffer, span: TextSpan): void {
    const length = span.end - span.start
    if (!span.present || length > MAX_ID_BYTES) return
    for (let index = 0; index < length; index++) this.bytes[index] = block[span.start + index] ?? 0
    this.length = length
  }

  get value(): string {
    return Buffer.from(this.bytes.buffer, 0, this.length).toString('latin1')
  }

  set value(id: string) {
    this.length = Buffer.from(this.bytes.buffer).write(id, 'latin1')
  }
}

const MAX_ID_BYTES = 64
const NOTHING = new Uint8Array(0)

function bytesOf(block: Buffer, span: TextSpan): Uint8Array {
  const bytes = new Uint8Array(span.end - span.start)
  for (let index = 0; index < bytes.length; index++) bytes[index] = block[span.start + index] ?? 0
  return bytes
}

/** A path, an id or a version is never longer; what is, gets cut. */
const MAX_REPEATED_BYTES = 8192
