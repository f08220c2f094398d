/**
 * Remembers the token count of pieces of text, as many as two generations hold. When the young one is full, the old
 * one is forgotten and the young one becomes old: pieces that are still asked for move back to the young one. This
 * costs one look-up for a known piece, where strict order of use would cost a deletion and an insertion as well.
 */
export class PieceCounts {
  private readonly generationSize: number
  private young = new Map<string, number>()
  private old = new Map<string, number>()

  constructor(generationSize: number) {
    this.generationSize = generationSize
  }

  get(piece: string): number | undefined {
    const count = this.young.get(piece)
    if (count !== undefined) return count
    const older = this.old.get(piece)
    if (older !== undefined) this.set(piece, older)
    return older
  }

  set(piece: string, count: number): void {
    if (this.young.size >= this.generationSize) {
      this.old = this.young
      this.young = new Map()
    }
    this.young.set(piece, count)
  }

  get size(): number {
    return this.young.size + this.old.size
  }
}
