/** How the lines and columns of a terminal are shared out. */
export interface Layout {
  /** Lines that are drawn. The terminal's last one stays empty: writing to its end scrolls some terminals. */
  readonly lines: number
  /** Rows of the list. */
  readonly rows: number
  /** Columns of the list. */
  readonly listColumns: number
  /** Where the selected session is shown. */
  readonly pane: {
    readonly place: 'below' | 'beside' | 'nowhere'
    readonly columns: number
    readonly lines: number
  }
}

/** Summary, filter and the titles of the columns. */
export const LINES_ABOVE_ROWS = 3
/** Summary and an empty line. */
const LINES_ABOVE_PAGE = 2
const LINES_BELOW = 1
/** Between the list and a pane beside it. */
export const DIVIDER = ' │ '

const LEAST_COLUMNS_FOR_PANE_BESIDE = 130
const MOST_PANE_COLUMNS = 76
const LEAST_LINES_FOR_PANE_BELOW = 18
const MOST_PANE_LINES = 14

/** Smaller than this, a terminal shows nothing of use. */
export const LEAST_COLUMNS = 24
export const LEAST_LINES = 6

export function layOutScreen(columns: number, terminalLines: number, wantsPane: boolean): Layout {
  const lines = Math.max(1, terminalLines - 1)
  const main = Math.max(1, lines - LINES_ABOVE_ROWS - LINES_BELOW)
  if (wantsPane && columns >= LEAST_COLUMNS_FOR_PANE_BESIDE) {
    const paneColumns = Math.min(MOST_PANE_COLUMNS, Math.floor(columns * 0.36))
    return {
      lines,
      rows: main,
      listColumns: columns - paneColumns - DIVIDER.length,
      // Beside the titles of the columns, too.
      pane: { place: 'beside', columns: paneColumns, lines: main + 1 },
    }
  }
  if (wantsPane && terminalLines >= LEAST_LINES_FOR_PANE_BELOW) {
    const paneLines = Math.min(MOST_PANE_LINES, Math.floor(main * 0.45))
    // One more line divides it from the list.
    return {
      lines,
      rows: main - paneLines - 1,
      listColumns: columns,
      pane: { place: 'below', columns, lines: paneLines },
    }
  }
  return { lines, rows: main, listColumns: columns, pane: { place: 'nowhere', columns: 0, lines: 0 } }
}

/** Lines that a page has, which takes the place of list and pane. */
export function pageLines({ lines }: Pick<Layout, 'lines'>): number {
  return Math.max(1, lines - LINES_ABOVE_PAGE - LINES_BELOW)
}
