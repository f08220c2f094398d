/** A value of a point that has to keep its peaks and falls, where it is known. */
type Measure<T> = (point: T) => number | null

/**
 * Leaves out points until `limit` are left (at least 8). Both ends stay, and of each stretch of points the highest and the
 * lowest of every measure, and its last; `isKept` names points that stay wherever they are, the newest first where
 * they alone would be too many.
 */
export function downsample<T>(
  points: readonly T[],
  limit: number,
  measures: readonly Measure<T>[],
  isKept: (point: T) => boolean,
): readonly T[] {
  if (points.length <= limit) return points
  const kept = new Set<number>([0, points.length - 1])
  const most = Math.floor(limit / 2)
  for (let index = points.length - 1; index >= 0 && kept.size < most; index--) {
    const point = points[index]
    if (point !== undefined && isKept(point)) kept.add(index)
  }
  const perStretch = 2 * measures.length + 1
  const stretches = Math.max(1, Math.floor((limit - kept.size) / perStretch))
  for (let stretch = 0; stretch < stretches; stretch++) {
    const start = Math.floor((stretch * points.length) / stretches)
    const end = Math.floor(((stretch + 1) * points.length) / stretches)
    for (const index of extremes(points, start, end, measures)) kept.add(index)
  }
  return [...kept].sort((a, b) => a - b).flatMap((index) => points[index] ?? [])
}

function extremes<T>(
  points: readonly T[],
  start: number,
  end: number,
  measures: readonly Measure<T>[],
): readonly number[] {
  const found = end > start ? [end - 1] : []
  for (const measure of measures) {
    let highest: { readonly index: number; readonly value: number } | undefined
    let lowest = highest
    for (let index = start; index < end; index++) {
      const point = points[index]
      const value = point === undefined ? null : measure(point)
      if (value === null) continue
      if (!highest || value > highest.value) highest = { index, value }
      if (!lowest || value < lowest.value) lowest = { index, value }
    }
    if (highest && lowest) found.push(highest.index, lowest.index)
  }
  return found
}
