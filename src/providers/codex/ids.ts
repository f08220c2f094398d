const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i

/** True for an id that nothing else has. Some versions counted turns from zero in each session. */
export function isUuid(id: string): boolean {
  return UUID.test(id)
}

/** Moment at which a UUID of version 7 was made: its first 48 bits, in epoch milliseconds. */
export function uuidInstant(id: string): number | undefined {
  return UUID_V7.test(id) ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : undefined
}
