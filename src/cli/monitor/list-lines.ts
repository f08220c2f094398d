import type { Session } from '../../shared/contract/session.ts'
import { compactCount } from '../../shared/domain/format.ts'
import { plainText } from '../../shared/domain/plain-text.ts'
import { sessionCells } from '../output/session-table.ts'
import { type Cell, type Column, GAP, layOut, tableLine, type TableLayout } from '../output/table.ts'
import { textWidth } from '../output/text-width.ts'
import type { Sort } from './rows.ts'
import type { Theme } from './themes.ts'

interface ListColumn extends Column {
  /** Columns of the terminal that it likes to have: rows that scroll must not change them. */
  readonly columns: number
  readonly sort?: Sort
}

const COLUMNS: readonly ListColumn[] = [
  { title: '', columns: 1, leaveOrder: 0 },
  { title: 'STATE', columns: 9, leaveOrder: 0, sort: 'urgency' },
  { title: 'TITLE', columns: 48, leaveOrder: 0, shrinkTo: 8, comfortable: 26, sort: 'title' },
  { title: 'PROJECT', columns: 14, leaveOrder: 5, shrinkTo: 10 },
  { title: 'ASSISTANT', columns: 12, leaveOrder: 8, shrinkTo: 9 },
  { title: 'MODEL', columns: 17, leaveOrder: 9, shrinkTo: 12 },
  { title: 'CONTEXT', columns: 13, leaveOrder: 1, sort: 'context' },
  { title: 'TOKENS', columns: 6, align: 'right', leaveOrder: 4, sort: 'tokens' },
  { title: 'COST', columns: 8, align: 'right', leaveOrder: 6, sort: 'cost' },
  { title: 'BURN', columns: 7, align: 'right', leaveOrder: 7, sort: 'burn' },
  { title: 'HEALTH', columns: 6, align: 'right', leaveOrder: 2, sort: 'health' },
  { title: 'AGE', columns: 7, align: 'right', leaveOrder: 3, sort: 'age' },
]
const TITLE_INDEX = COLUMNS.findIndex(({ title }) => title === 'TITLE')
const MARK = '▸'

/** What the rows in sight are drawn from. */
export interface ListView {
  readonly rows: readonly Session[]
  readonly selected: string | null
  readonly sort: Sort
  readonly width: number
  readonly now: Date
  readonly theme: Theme
}

/** The titles of the columns; the one that the list is sorted by stands out. */
export function titleLine({ sort, width, theme }: ListView): string {
  const cells = COLUMNS.map(
    (column): Cell => ({ text: column.title, tone: column.sort === sort ? 'bold' : 'dim' }),
  )
  return tableLine(COLUMNS, listLayout(width), cells, theme.paint)
}

/** One line for each row. The first nine have the number that opens them. */
export function rowLines({ rows, selected, width, now, theme }: ListView): string[] {
  const layout = listLayout(width)
  return rows.map((session, place) => {
    const isSelected = session.id === selected
    const cells = cellsOf(session, isSelected ? MARK : place < 9 ? String(place + 1) : '', now)
    const line = tableLine(COLUMNS, layout, cells, theme.paint)
    if (!isSelected) return line
    const shown = textWidth(tableLine(COLUMNS, layout, cells, (_tone, text) => text))
    return theme.select(line + ' '.repeat(Math.max(0, width - shown)))
  })
}

/** What the title at this column of the terminal sorts by. */
export function sortOfColumn(width: number, at: number): Sort | undefined {
  const { shown, widths } = listLayout(width)
  let end = 0
  for (const index of shown) {
    end += (widths[index] ?? 0) + GAP.length
    if (at < end) return COLUMNS[index]?.sort
  }
  return undefined
}

/** The title takes what the others leave. */
function listLayout(width: number): TableLayout {
  const { shown, widths } = layOut(
    COLUMNS,
    COLUMNS.map(({ columns }) => columns),
    width,
  )
  const used = shown.reduce((sum, index) => sum + (widths[index] ?? 0) + GAP.length, -GAP.length)
  const spare = Math.max(0, width - used)
  return { shown, widths: widths.map((own, index) => (index === TITLE_INDEX ? own + spare : own)) }
}

function cellsOf(session: Session, mark: string, now: Date): Cell[] {
  const { state, title, project, model, context, tokens, cost, health, age } = sessionCells(session, now)
  const burn: Cell =
    session.burn === null
      ? { text: '–', tone: 'dim' }
      : { text: `${compactCount(session.burn.tokensPerHour)}/h` }
  const assistant: Cell = { text: plainText(session.provider), tone: 'dim' }
  const place: Cell = { text: mark, tone: mark === MARK ? 'bold' : 'dim' }
  return [place, state, title, project, assistant, model, context, tokens, cost, burn, health, age]
}
