import { type RefObject, useEffect, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { RowHeights } from './row-heights.ts'
import { offsetsOf, rowsInSight } from './row-offsets.ts'

export interface RowsOptions {
  /** The element that scrolls. */
  readonly scroller: RefObject<HTMLElement | null>
  /** Names each row for as long as it exists. The same list until a row comes or goes. */
  readonly keys: readonly string[]
  /** A guess in pixels, for a row that was never drawn. Must not change. */
  readonly guess: (index: number) => number
  /** A row that is drawn wherever it is. */
  readonly pinned?: number | undefined
  /** A row to bring into sight whenever another one is named. */
  readonly goal: string | null
  /** Pixels at the top that something else covers. */
  readonly covered?: number
  /** Whether a reader who is at the end, as everybody is at first, stays there while rows are added. */
  readonly sticksToEnd?: boolean
}

export interface DrawnRow {
  readonly index: number
  readonly key: string
  /** Pixels from the top of the rows. */
  readonly start: number
}

export interface Rows {
  readonly drawn: readonly DrawnRow[]
  /** Of all rows together, in pixels. */
  readonly height: number
  /** For the `ref` of each drawn row, which must have its key as `data-key`. */
  readonly measure: (row: HTMLElement | null) => (() => void) | undefined
}

/** Rows drawn above and below what can be seen. */
const OVERSCAN = 8

/** Draws only the rows of a list that are in sight, whatever their heights are (docs/decisions/0091). */
export function useRows(options: RowsOptions): Rows {
  const { scroller, keys, guess, pinned, goal, covered = 0, sticksToEnd = false } = options
  const [heights] = useState(() => new RowHeights())
  const { top, height, measured } = useSyncExternalStore(heights.subscribe, heights.state)
  useLayoutEffect(
    () => (scroller.current === null ? undefined : heights.follow(scroller.current)),
    [heights, scroller],
  )
  const offsets = useMemo(
    () => offsetsOf(keys.length, (index) => measured.of(keys[index] ?? '') ?? guess(index)),
    [keys, guess, measured],
  )
  useEffect(
    () => heights.approach(goal, { keys, offsets, covered, sticksToEnd }),
    [heights, goal, keys, offsets, covered, sticksToEnd],
  )

  const { first, end } = rowsInSight(offsets, top, height, OVERSCAN)
  const indexes = Array.from({ length: end - first }, (_, place) => first + place)
  if (pinned !== undefined && pinned >= 0 && pinned < keys.length && (pinned < first || pinned >= end))
    indexes.push(pinned)
  return {
    drawn: indexes.map((index) => ({ index, key: keys[index] ?? '', start: offsets[index] ?? 0 })),
    height: offsets[keys.length] ?? 0,
    measure: heights.observe,
  }
}
