import type { Timeline } from '../../shared/contract/timeline.ts'
import { compactCount, compactDuration } from '../../shared/domain/format.ts'
import type { Paint } from '../output/style.ts'
import { fit, padEnd, padStart } from '../output/text-width.ts'

const EIGHTHS = ' ▁▂▃▄▅▆▇█'
const LABEL_COLUMNS = 6
const GAP = ' '
/** What stands below a column in which a context was compacted. */
const COMPACTION = '▲'

/** Columns that are left for the columns of a chart. */
export function chartColumns(width: number): number {
  return Math.max(0, width - LABEL_COLUMNS - GAP.length)
}

/**
 * Draws columns in blocks, `rows` lines high, with the scale on the left. `top`: what the full height means; the highest
 * column where that is more. A value that is not zero has an eighth of a line at least.
 */
export function columnChart(
  values: readonly (number | null)[],
  { rows, top, paint }: { readonly rows: number; readonly top: number; readonly paint: Paint },
): string[] {
  const highest = Math.max(1, top, ...values.map((value) => value ?? 0))
  const heights = values.map((value) =>
    value === null || value === 0 ? 0 : Math.max(1, Math.round((value / highest) * rows * 8)),
  )
  return Array.from({ length: rows }, (_, row) => {
    const floor = (rows - 1 - row) * 8
    const label = row === 0 ? compactCount(highest) : row === rows - 1 ? '0' : ''
    const blocks = heights.map((height) => EIGHTHS[Math.min(8, Math.max(0, height - floor))] ?? ' ')
    return `${paint('dim', padStart(label, LABEL_COLUMNS))}${GAP}${paint('info', blocks.join('').trimEnd())}`
  })
}

export interface GraphSize {
  readonly width: number
  /** Lines of the columns alone. */
  readonly rows: number
}

/** How the context filled, or the tokens added up: a heading, the columns, and below them the time and the compactions. */
export function timelineGraph(
  timeline: Timeline,
  what: 'context' | 'tokens',
  { width, rows }: GraphSize,
  paint: Paint,
): string[] {
  const known = timeline.points.flatMap((point) => {
    const tokens = what === 'context' ? point.contextUsed : point.tokensTotal
    return tokens === null ? [] : [{ at: point.at.getTime(), tokens }]
  })
  const columns = chartColumns(width)
  const first = known[0]
  const last = known.at(-1)
  if (!first || !last || columns < 1 || rows < 1) return []
  const spanMs = last.at - first.at
  const columnOf = (at: number) =>
    Math.min(columns - 1, Math.max(0, Math.floor(((at - first.at) / Math.max(1, spanMs)) * columns)))
  const top = what === 'context' ? (timeline.contextLimit ?? 0) : 0
  const compactions = timeline.markers.filter(({ kind }) => kind === 'compaction')
  const signs = Array.from({ length: columns }, () => ' ')
  for (const { at } of compactions) signs[columnOf(at.getTime())] = COMPACTION
  const signLine = `${padEnd('', LABEL_COLUMNS)}${GAP}${signs.join('').trimEnd()}`
  return [
    paint('dim', fit(headingOf(what, timeline.contextLimit, compactions.length, spanMs), width)),
    ...columnChart(peaks(known, columns, columnOf), { rows, top, paint }),
    ...(what === 'context' && compactions.length > 0 ? [paint('warn', signLine)] : []),
  ]
}

function headingOf(what: 'context' | 'tokens', limit: number | null, compactions: number, spanMs: number) {
  const span = `over ${compactDuration(spanMs)}`
  if (what === 'tokens') return `Tokens ${span}, added up`
  const of = limit === null ? '' : `, of ${compactCount(limit)}`
  const signs = compactions === 0 ? '' : `, compacted at ${COMPACTION}`
  return `Context ${span}${of}${signs}`
}

/** The highest value of each column's span; that of the column before where it holds none. */
function peaks(
  known: readonly { readonly at: number; readonly tokens: number }[],
  columns: number,
  columnOf: (at: number) => number,
): number[] {
  const highest: (number | undefined)[] = Array.from({ length: columns }, () => undefined)
  const latest: (number | undefined)[] = Array.from({ length: columns }, () => undefined)
  for (const { at, tokens } of known) {
    const column = columnOf(at)
    highest[column] = Math.max(highest[column] ?? 0, tokens)
    latest[column] = tokens
  }
  let before = known[0]?.tokens ?? 0
  return highest.map((peak, column) => {
    const shown = peak ?? before
    before = latest[column] ?? before
    return shown
  })
}
