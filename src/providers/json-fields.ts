/** A parsed JSON object whose fields are not known yet. */
export type JsonObject = Readonly<Record<string, unknown>>

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The object in a field; an empty one where there is none, so that deep fields can be asked for. */
export function objectIn(object: JsonObject, name: string): JsonObject {
  const value = object[name]
  return isJsonObject(value) ? value : {}
}

/** What a field lists; nothing where it is no list. */
export function listIn(object: JsonObject, name: string): readonly unknown[] {
  const value = object[name]
  return Array.isArray(value) ? value : []
}

/** The objects that a field lists. */
export function objectsIn(object: JsonObject, name: string): readonly JsonObject[] {
  return listIn(object, name).filter(isJsonObject)
}

/** The text in a field, where it is text with something in it. */
export function textIn(object: JsonObject, name: string): string | undefined {
  const value = object[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** More than any counter reaches: sums of such numbers stay exact. */
const LARGEST_COUNT = 1e12

/** The whole number in a field, where it is at least zero. */
export function countIn(object: JsonObject, name: string): number | undefined {
  const value = object[name]
  const isCount = typeof value === 'number' && value >= 0 && value <= LARGEST_COUNT
  return isCount ? Math.round(value) : undefined
}

/** The last millisecond that a date can hold. */
export const LATEST_INSTANT = 8.64e15

/** The moment in a field, in epoch milliseconds: a number, or text in ISO 8601. */
export function instantIn(object: JsonObject, name: string): number | undefined {
  const value = object[name]
  const instant = typeof value === 'string' ? Date.parse(value) : value
  return typeof instant === 'number' && instant > 0 && instant <= LATEST_INSTANT ? instant : undefined
}

/** Parses text that came from outside; `undefined` where it is no JSON object. */
export function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isJsonObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
