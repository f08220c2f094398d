/** Characters that are looked at: longer texts that begin alike and are as long as each other count as one. */
const LOOKED_AT = 1 << 16

/** Names a text by a number of 53 bits: equal texts have equal ones, and different texts hardly ever do. */
export function digestOf(text: string): number {
  let high = 0xdeadbeef ^ text.length
  let low = 0x41c6ce57 ^ text.length
  const end = Math.min(text.length, LOOKED_AT)
  for (let index = 0; index < end; index++) {
    const unit = text.charCodeAt(index)
    high = Math.imul(high ^ unit, 2654435761)
    low = Math.imul(low ^ unit, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return 4294967296 * (2097151 & low) + (high >>> 0)
}
