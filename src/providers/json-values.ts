/** A parsed JSON object whose fields are not known yet. */
export type JsonObject = Readonly<Record<string, unknown>>

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value where it is an object, else one without fields. */
export function objectOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {}
}

/** The value where it is an object, else `undefined`: where it matters that there is one. */
export function maybeObjectOf(value: unknown): JsonObject | undefined {
  return isJsonObject(value) ? value : undefined
}

/** The objects of an array; anything else holds none. */
export function objectsOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : []
}

/** What a list holds; nothing where the value is none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** The value where it is a string with something in it, else `undefined`. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** More than any counter reaches: sums of such numbers stay exact. */
const LARGEST_COUNT = 1e12

/** The value where it is a whole number of tokens, else `undefined`. */
export function tokensOf(value: unknown): number | undefined {
  const isCount = typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= LARGEST_COUNT
  return isCount ? value : undefined
}

/** The value as a whole number where it is at least zero: of lengths of time, and of counts that need not be exact. */
export function countOf(value: unknown): number | undefined {
  const isCount = typeof value === 'number' && value >= 0 && value <= LARGEST_COUNT
  return isCount ? Math.round(value) : undefined
}

/** The last millisecond that a date can hold. */
export const LATEST_INSTANT = 8.64e15

/** The moment in epoch milliseconds, where the value is one: a number, or text in ISO 8601. */
export function instantOf(value: unknown): number | undefined {
  const instant = typeof value === 'string' ? Date.parse(value) : value
  return typeof instant === 'number' && instant > 0 && instant <= LATEST_INSTANT ? instant : undefined
}

/** Parses text that came from outside; `undefined` where it is not JSON (JSON has no such value). */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Parses text that came from outside; `undefined` where it is no JSON object. */
export function parseObject(text: string): JsonObject | undefined {
  const value = parseJson(text)
  return isJsonObject(value) ? value : undefined
}
