import type { ResponseKey } from './response-codec.ts'

const FIRST_SLOTS = 1 << 10
const FULLEST = 0.75

/**
 * Which files hold responses of a key: 8 bytes an entry, where an index of the database has to be written. It knows
 * 32 bits of each key and forgets nothing, so it may name a file too many; never one too few. File ids begin at 1.
 */
export class KeyBook {
  /** Pairs of a key's low bits and a file id, each as near behind its place as there was room; 0 is no file. */
  private slots = new Int32Array(2 * FIRST_SLOTS)
  private entries = 0

  add(key: ResponseKey, fileId: number): void {
    if (this.entries >= (this.slots.length / 2) * FULLEST) this.grow()
    if (this.put(key | 0, fileId)) this.entries++
  }

  /** Ids of files that may hold the key. */
  holdersOf(key: ResponseKey): number[] {
    const bits = key | 0
    const holders: number[] = []
    for (let at = this.placeOf(bits); this.fileAt(at) !== 0; at = this.next(at))
      if (this.slots[at] === bits) holders.push(this.fileAt(at))
    return holders
  }

  /** Ids of files that may hold a key that another holds, too. */
  sharing(): Set<number> {
    const sharing = new Set<number>()
    for (let at = 0; at < this.slots.length; at += 2) {
      if (this.fileAt(at) === 0) continue
      for (let other = this.next(at); this.fileAt(other) !== 0; other = this.next(other))
        if (this.slots[other] === this.slots[at]) sharing.add(this.fileAt(at)).add(this.fileAt(other))
    }
    return sharing
  }

  private put(bits: number, fileId: number): boolean {
    let at = this.placeOf(bits)
    for (; this.fileAt(at) !== 0; at = this.next(at))
      if (this.slots[at] === bits && this.fileAt(at) === fileId) return false
    this.slots[at] = bits
    this.slots[at + 1] = fileId
    return true
  }

  private grow(): void {
    const { slots } = this
    this.slots = new Int32Array(2 * slots.length)
    for (let at = 0; at < slots.length; at += 2) {
      const fileId = slots[at + 1] ?? 0
      if (fileId !== 0) this.put(slots[at] ?? 0, fileId)
    }
  }

  private placeOf(bits: number): number {
    return 2 * (bits & (this.slots.length / 2 - 1))
  }

  private next(at: number): number {
    return at + 2 === this.slots.length ? 0 : at + 2
  }

  private fileAt(at: number): number {
    return this.slots[at + 1] ?? 0
  }
}
