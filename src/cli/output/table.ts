import { fit, padEnd, padStart, textWidth } from './text-width.ts'
import type { Paint, Tone } from './style.ts'

export interface Column {
  readonly title: string
  readonly align?: 'left' | 'right'
  /** A column that may shrink takes at least this many columns; others keep what they need. */
  readonly shrinkTo?: number
  /** Columns that can be spared leave before this one gets narrower than this. */
  readonly comfortable?: number
  /** Columns with a higher number leave first where the terminal is narrow. 0 stays. */
  readonly leaveOrder: number
}

export interface Cell {
  readonly text: string
  readonly tone?: Tone
}

/** Which columns are shown, and how wide each column is. */
export interface TableLayout {
  readonly shown: readonly number[]
  /** By column, also of those that are not shown. */
  readonly widths: readonly number[]
}

export const GAP = '  '
/** A column that leaves this early, or earlier, can be spared. */
const SPARED_FROM = 5

/** Lays rows out in columns that fit a width; leaves columns out, then shortens, and never breaks a line. */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  width: number,
  paint: Paint,
): string[] {
  const natural = columns.map((column, index) =>
    Math.max(textWidth(column.title), ...rows.map((row) => textWidth(row[index]?.text ?? ''))),
  )
  const layout = layOut(columns, natural, width)
  return [headerLine(columns, layout, paint), ...rows.map((row) => tableLine(columns, layout, row, paint))]
}

/** `natural`: columns of the terminal that each column would like to have. */
export function layOut(columns: readonly Column[], natural: readonly number[], width: number): TableLayout {
  const shown = chooseColumns(columns, natural, width)
  return { shown, widths: shrink(columns, natural, shown, width) }
}

export function headerLine(columns: readonly Column[], layout: TableLayout, paint: Paint): string {
  const titles = columns.map(({ title }) => ({ text: title, tone: 'dim' as const }))
  return tableLine(columns, layout, titles, paint)
}

export function tableLine(
  columns: readonly Column[],
  { shown, widths }: TableLayout,
  cells: readonly Cell[],
  paint: Paint,
): string {
  return shown
    .map((index) => {
      const cell = cells[index] ?? { text: '' }
      const room = widths[index] ?? 0
      const text = fit(cell.text, room)
      const last = index === shown.at(-1)
      const padded =
        columns[index]?.align === 'right' ? padStart(text, room) : last ? text : padEnd(text, room)
      return paint(cell.tone ?? 'plain', padded)
    })
    .join(GAP)
    .trimEnd()
}

function minimum(column: Column | undefined, natural: number): number {
  return column?.shrinkTo === undefined ? natural : Math.min(natural, column.shrinkTo)
}

function comfort(column: Column | undefined, natural: number): number {
  return column?.comfortable === undefined ? minimum(column, natural) : Math.min(natural, column.comfortable)
}

function chooseColumns(columns: readonly Column[], natural: readonly number[], width: number): number[] {
  const orderOf = (index: number) => columns[index]?.leaveOrder ?? 0
  const leave = (from: number[], needs: typeof minimum, leastOrder: number) => {
    let shown = from
    const needed = () =>
      shown.reduce((sum, index) => sum + needs(columns[index], natural[index] ?? 0) + GAP.length, -GAP.length)
    while (needed() > width) {
      const leaving = shown.reduce((best, index) => (orderOf(index) > orderOf(best) ? index : best))
      if (orderOf(leaving) < leastOrder) break
      shown = shown.filter((index) => index !== leaving)
    }
    return shown
  }
  const all = columns.map((_, index) => index)
  return leave(leave(all, comfort, SPARED_FROM), minimum, 1)
}

/** Takes what is too much from the widest column that may shrink, one column of the terminal at a time. */
function shrink(
  columns: readonly Column[],
  natural: readonly number[],
  shown: readonly number[],
  width: number,
): number[] {
  const widths = [...natural]
  const total = () => shown.reduce((sum, index) => sum + (widths[index] ?? 0) + GAP.length, -GAP.length)
  for (let over = total() - width; over > 0; over--) {
    const widest = shown
      .filter((index) => (widths[index] ?? 0) > minimum(columns[index], natural[index] ?? 0))
      .sort((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0))[0]
    if (widest === undefined) break
    widths[widest] = (widths[widest] ?? 1) - 1
  }
  return widths
}
