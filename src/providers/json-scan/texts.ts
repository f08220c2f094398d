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
