import { daysSinceEpoch } from '../days-since-epoch.ts'

const BACKSLASH = 0x5c
/** Bytes of `\\u2028`. */
const LONGEST_ESCAPE = 6

/** Where a value of a JSON text stands in a block of bytes. A string stands between its quotes, as it is spelt there. */
export interface TextSpan {
  /** -1 where there is none. */
  readonly start: number
  readonly end: number
  readonly present: boolean
}

/**
 * Text of a span, cut after `maxBytes` of its JSON spelling; `undefined` where it is absent, or no valid JSON string.
 * It is a string of its own: the block may be reused.
 */
export function textOf(
  block: Buffer,
  span: TextSpan,
  maxBytes = Number.POSITIVE_INFINITY,
): string | undefined {
  if (!span.present) return undefined
  const end =
    span.end - span.start > maxBytes ? cutBefore(block, span.start, span.start + maxBytes) : span.end
  const raw = block.toString('utf8', span.start, end)
  if (!raw.includes('\\')) return raw
  try {
    return String(JSON.parse(`"${raw}"`))
  } catch {
    return undefined
  }
}

/** Steps back from `at` until neither an escape sequence nor a character is cut in two. */
function cutBefore(block: Buffer, start: number, at: number): number {
  let cut = at
  for (let back = at - 1; back >= start && back > at - LONGEST_ESCAPE; back--) {
    if (block[back] === BACKSLASH) cut = back
  }
  if (backslashesBefore(block, start, cut) % 2 === 1) cut--
  while (cut > start && ((block[cut] ?? 0) & 0xc0) === 0x80) cut--
  return cut
}

/** How many backslashes stand directly before `at`. An odd number means that the byte there belongs to an escape sequence. */
export function backslashesBefore(block: Uint8Array, start: number, at: number): number {
  let slash = at
  while (slash > start && block[slash - 1] === BACKSLASH) slash--
  return at - slash
}

/** True where the bytes from `start` to `end` are the given ones. */
export function spells(block: Uint8Array, start: number, end: number, bytes: Uint8Array): boolean {
  if (end - start !== bytes.length) return false
  for (let index = 0; index < bytes.length; index++) if (block[start + index] !== bytes[index]) return false
  return true
}

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

/**
 * Epoch milliseconds of an ISO 8601 time; `NaN` where the span holds none.
 * The one spelling that the assistant uses (`2026-11-21T00:03:00.442Z`) is read without making a string.
 */
export function instantOf(block: Buffer, span: TextSpan): number {
  if (!span.present || span.end - span.start > 40) return Number.NaN
  const at = span.start
  if (span.end - at === 24 && block[at + 10] === 0x54 && block[at + 19] === 0x2e && block[at + 23] === 0x5a) {
    const seconds = pair(block, at + 11) * 3600 + pair(block, at + 14) * 60 + pair(block, at + 17)
    const milliseconds = pair(block, at + 20) * 10 + digit(block, at + 22)
    const day = dayOf(pair(block, at) * 100 + pair(block, at + 2), pair(block, at + 5), pair(block, at + 8))
    const instant = day * 86_400_000 + seconds * 1000 + milliseconds
    if (seconds < 86_400 && instant >= 0) return instant
  }
  const instant = Date.parse(block.toString('latin1', span.start, span.end))
  return instant >= 0 ? instant : Number.NaN
}

/** Days since 1970-01-01 in the Gregorian calendar; `NaN` for a month or a day that does not exist anywhere. */
function dayOf(year: number, month: number, day: number): number {
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= 31)) return Number.NaN
  return daysSinceEpoch(year, month, day)
}

function pair(block: Buffer, at: number): number {
  return digit(block, at) * 10 + digit(block, at + 1)
}

function digit(block: Buffer, at: number): number {
  const byte = block[at] ?? 0
  return byte >= 0x30 && byte <= 0x39 ? byte - 0x30 : Number.NaN
}
