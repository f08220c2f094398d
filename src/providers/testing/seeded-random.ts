/** Random numbers that are the same in every run and on every machine. */
export interface Random {
  /** At least 0 and less than 1. */
  next(): number
  /** A whole number of at least 0 and less than `limit`. */
  below(limit: number): number
  /** One of the items, of which there must be one at least. */
  pick<Item>(items: readonly Item[]): Item
}

/** The generator Mulberry32 by Tommy Ettinger. */
export function seededRandom(seed: number): Random {
  let state = seed
  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  function below(limit: number): number {
    return Math.floor(next() * limit)
  }
  function pick<Item>(items: readonly Item[]): Item {
    if (items.length === 0) throw new Error('there is nothing to pick from')
    return items[below(items.length)] as Item
  }
  return { next, below, pick }
}
