/** Where each row begins, in pixels from the top; the last entry is the height of all. */
export function offsetsOf(count: number, heightAt: (index: number) => number): Float64Array {
  const offsets = new Float64Array(count + 1)
  for (let index = 0; index < count; index++) offsets[index + 1] = (offsets[index] ?? 0) + heightAt(index)
  return offsets
}

/** The rows that lie at least partly between two heights: from `first` up to, not with, `end`. */
export interface RowRange {
  readonly first: number
  readonly end: number
}

/** `top` and `height` of what can be seen; `overscan`: rows more at both ends. */
export function rowsInSight(offsets: Float64Array, top: number, height: number, overscan: number): RowRange {
  const count = offsets.length - 1
  const first = rowAt(offsets, top)
  const last = rowAt(offsets, top + height)
  return { first: Math.max(0, first - overscan), end: Math.min(count, last + 1 + overscan) }
}

/** The row that covers a height; the last one for all heights below it. */
export function rowAt(offsets: Float64Array, height: number): number {
  let low = 0
  let high = Math.max(0, offsets.length - 2)
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((offsets[middle] ?? 0) <= height) low = middle
    else high = middle - 1
  }
  return low
}
