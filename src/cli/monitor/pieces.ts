import type { Cell } from '../output/table.ts'
import type { Paint } from '../output/style.ts'
import { fit, textWidth } from '../output/text-width.ts'

/** Pieces of a line beside each other, cut where the line is full. */
export function paintPieces(pieces: readonly Cell[], width: number, paint: Paint): string {
  let left = width
  let line = ''
  for (const { text, tone } of pieces) {
    const shown = fit(text, left)
    line += paint(tone ?? 'plain', shown)
    left -= textWidth(shown)
    if (shown !== text) break
  }
  return line
}

/** The same with `right` at the line's end, where there is room for it. */
export function paintEnds(pieces: readonly Cell[], right: Cell, width: number, paint: Paint): string {
  const gap = width - widthOf(pieces) - textWidth(right.text)
  if (gap < 1) return paintPieces(pieces, width, paint)
  return `${paintPieces(pieces, width, paint)}${' '.repeat(gap)}${paint(right.tone ?? 'plain', right.text)}`
}

export function widthOf(pieces: readonly Cell[]): number {
  return pieces.reduce((sum, { text }) => sum + textWidth(text), 0)
}
