import { daysSinceEpoch } from '../days-since-epoch.ts'

const ZERO = 48
const NINE = 57

/**
 * Epoch milliseconds of `YYYY-MM-DDThh:mm:ss.mmmZ`, the only spelling that Codex writes, and of other ISO
 * dates. `undefined` where the text is no date, or one before 1970.
 */
export function instantOf(text: string): number | undefined {
  const canonical = text.length === 24 ? canonicalInstant(text) : undefined
  const at = canonical ?? Date.parse(text)
  return at >= 0 ? at : undefined
}

function canonicalInstant(text: string): number | undefined {
  const month = digits(text, 5, 2)
  const day = digits(text, 8, 2)
  if (month < 1 || month > 12 || day < 1 || day > 31 || !text.endsWith('Z')) return undefined
  const minutes = digits(text, 11, 2) * 60 + digits(text, 14, 2)
  const milliseconds = digits(text, 17, 2) * 1000 + digits(text, 20, 3)
  const at = daysSinceEpoch(digits(text, 0, 4), month, day) * 86_400_000 + minutes * 60_000 + milliseconds
  return Number.isNaN(at) ? undefined : at
}

/** The number of `length` decimal digits; NaN where another character stands between. */
function digits(text: string, from: number, length: number): number {
  let value = 0
  for (let index = from; index < from + length; index++) {
    const code = text.charCodeAt(index)
    if (code < ZERO || code > NINE) return Number.NaN
    value = value * 10 + code - ZERO
  }
  return value
}
