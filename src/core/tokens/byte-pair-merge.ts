/**
 * Ranks of an encoding's tokens. A token's bytes are spelled as a string with one character (0 to 255) a byte,
 * which for ASCII is the text itself.
 */
export type TokenRanks = ReadonlyMap<string, number>

const NO_RANK = -1

/**
 * Counts the tokens that byte pair encoding makes of `bytes`: of all neighbours whose joined bytes are a token, those
 * with the lowest rank are joined first, from the left, until no two are a token. Every single byte must have a rank.
 *
 * A heap finds the next pair, so that time grows with n log n; looking through all pairs for each join, as the
 * reference does, takes seconds for one run of a few thousand equal characters.
 */
export function countMerged(bytes: string, ranks: TokenRanks): number {
  if (bytes.length < 2) return bytes.length
  const parts = new PartList(bytes, ranks)
  const heap = new PairHeap(bytes.length)
  for (let start = 0; start < bytes.length - 1; start++) heap.push(parts.pairRank(start), start)
  let count = bytes.length
  for (let pair = heap.pop(); pair !== undefined; pair = heap.pop()) {
    if (parts.pairRank(pair.start) !== pair.rank) continue
    const before = parts.join(pair.start)
    count--
    heap.push(parts.pairRank(pair.start), pair.start)
    if (before >= 0) heap.push(parts.pairRank(before), before)
  }
  return count
}

/** The parts of a piece as a linked list over their start offsets, with the rank of each part joined with the next. */
class PartList {
  private readonly bytes: string
  private readonly ranks: TokenRanks
  private readonly next: Int32Array
  private readonly previous: Int32Array
  private readonly pairRanks: Int32Array

  constructor(bytes: string, ranks: TokenRanks) {
    this.bytes = bytes
    this.ranks = ranks
    const length = bytes.length
    this.next = Int32Array.from({ length: length + 1 }, (_, i) => i + 1)
    this.previous = Int32Array.from({ length: length + 1 }, (_, i) => i - 1)
    this.pairRanks = new Int32Array(length).fill(NO_RANK)
    for (let start = 0; start < length - 1; start++) this.rankPair(start)
  }

  /** Rank of the part at `start` joined with the next one; -1 where that is no token, or where no part starts. */
  pairRank(start: number): number {
    return this.pairRanks[start] ?? NO_RANK
  }

  /** Joins the part at `start` with the next one and returns the start of the part before it, or -1. */
  join(start: number): number {
    const joined = this.at(this.next, start)
    const after = this.at(this.next, joined)
    const before = this.at(this.previous, start)
    this.next[start] = after
    this.previous[after] = start
    this.pairRanks[joined] = NO_RANK
    this.rankPair(start)
    if (before >= 0) this.rankPair(before)
    return before
  }

  private rankPair(start: number): void {
    const middle = this.at(this.next, start)
    const rank =
      middle < this.bytes.length
        ? this.ranks.get(this.bytes.slice(start, this.at(this.next, middle)))
        : undefined
    this.pairRanks[start] = rank ?? NO_RANK
  }

  private at(list: Int32Array, index: number): number {
    return list[index] ?? this.bytes.length
  }
}

/** Ranks are below 2^18 and offsets below 2^31, so that both fit in one number that sorts by rank, then offset. */
const OFFSETS = 2 ** 31

/** A binary heap of neighbouring parts, lowest rank first, leftmost first among equals. */
class PairHeap {
  private readonly keys: Float64Array
  private size = 0

  /** Each byte is pushed once at the start, and each of the at most n - 1 joins pushes two more. */
  constructor(bytes: number) {
    this.keys = new Float64Array(3 * bytes)
  }

  push(rank: number, start: number): void {
    if (rank === NO_RANK) return
    const key = rank * OFFSETS + start
    let child = this.size++
    while (child > 0) {
      const parent = (child - 1) >> 1
      if (this.key(parent) <= key) break
      this.keys[child] = this.key(parent)
      child = parent
    }
    this.keys[child] = key
  }

  pop(): { rank: number; start: number } | undefined {
    if (this.size === 0) return undefined
    const top = this.key(0)
    this.size--
    this.sink(this.key(this.size))
    return { rank: Math.floor(top / OFFSETS), start: top % OFFSETS }
  }

  /** Puts `key` where the top was and lets it sink to its place. */
  private sink(key: number): void {
    let parent = 0
    for (;;) {
      let child = 2 * parent + 1
      if (child >= this.size) break
      if (child + 1 < this.size && this.key(child + 1) < this.key(child)) child++
      if (this.key(child) >= key) break
      this.keys[parent] = this.key(child)
      parent = child
    }
    this.keys[parent] = key
  }

  private key(index: number): number {
    return this.keys[index] ?? 0
  }
}
