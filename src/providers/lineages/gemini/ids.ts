const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** True for an id that nothing else has. */
export function isUuid(id: string): boolean {
  return UUID.test(id)
}
