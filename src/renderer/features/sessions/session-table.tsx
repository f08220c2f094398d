import { useCallback, useMemo, useRef } from 'react'
import type { Session } from '../../../shared/contract/index.ts'
import { useRows } from '../../ui/use-rows.ts'
import { FIXED_COLUMNS } from './columns.ts'
import { type ListItem, listItems } from './list-items.ts'
import { useSessionActions, useSessions } from './session-context.ts'
import { SessionRow } from './session-row.tsx'
import { type ShownColumns, useColumns } from './use-columns.ts'
import './session-table.css'

/** A first guess in pixels; each row is measured when it is drawn. */
const ROW_HEIGHT = 47
/** The names of the columns, which stay above the rows. */
const HEAD_HEIGHT = 29

export const SESSION_TABLE_ID = 'session-table'

/**
 * The sessions in order of urgency, under a heading for each kind of attention. Only the rows in sight are drawn, and
 * the selected one, which has the keyboard (`aria-activedescendant`).
 */
export function SessionTable({ sessions }: { readonly sessions: readonly Session[] }) {
  const columns = useColumns()
  const selectedId = useSessions((state) => state.selectedId)
  const scroller = useRef<HTMLDivElement>(null)
  const items = useMemo(() => listItems(sessions), [sessions])
  const selectedIndex = useMemo(
    () => items.findIndex((item) => item.kind === 'session' && item.key === selectedId),
    [items, selectedId],
  )
  const keys = useMemo(() => items.map(({ key }) => key), [items])
  const guess = useCallback(() => ROW_HEIGHT, [])
  const rows = useRows({
    scroller,
    keys,
    guess,
    pinned: selectedIndex,
    goal: selectedId,
    covered: HEAD_HEIGHT,
  })
  const { openDetails, openSession } = useSessionActions()
  return (
    <div ref={scroller} className="list">
      <div
        id={SESSION_TABLE_ID}
        role="grid"
        tabIndex={0}
        className="table columns"
        aria-label="Sessions"
        aria-rowcount={sessions.length + 1}
        aria-colcount={FIXED_COLUMNS.length + columns.length}
        aria-activedescendant={selectedIndex === -1 ? undefined : rowId(selectedIndex)}
        style={{ '--columns': columns.map(({ id }) => `var(--column-${id})`).join(' ') }}
      >
        <ColumnNames columns={columns} />
        <div className="rows" role="presentation" style={{ height: rows.height }}>
          {rows.drawn.map(({ index, key, start }) => (
            <div
              key={key}
              ref={rows.measure}
              data-key={key}
              role="presentation"
              className="row-place"
              style={{ transform: `translateY(${start}px)` }}
            >
              <Item
                item={items[index]}
                id={rowId(index)}
                columns={columns}
                selected={index === selectedIndex}
                onOpen={openDetails}
                onOpenPage={openSession}
              />
            </div>
          ))}
        </div>
      </div>
    </div>
  )
}

function ColumnNames({ columns }: { readonly columns: ShownColumns }) {
  return (
    <div role="row" className="row column-names" aria-rowindex={1}>
      {FIXED_COLUMNS.map(({ id, name }) => (
        <div key={id} role="columnheader" className={`cell-${id}`}>
          {name}
        </div>
      ))}
      {columns.map(({ id, name, isNumber }) => (
        <div key={id} role="columnheader" className={isNumber ? `cell-${id} number` : `cell-${id}`}>
          {name}
        </div>
      ))}
    </div>
  )
}

interface ItemProps {
  readonly item: ListItem | undefined
  readonly id: string
  readonly columns: ShownColumns
  readonly selected: boolean
  readonly onOpen: (id: string) => void
  readonly onOpenPage: (id: string) => void
}

function Item({ item, id, columns, selected, onOpen, onOpenPage }: ItemProps) {
  if (item === undefined) return null
  if (item.kind === 'group') {
    return (
      <div role="row" className="group-label">
        <div role="gridcell" aria-colspan={FIXED_COLUMNS.length + columns.length}>
          {item.label} <span className="group-count">{item.count}</span>
        </div>
      </div>
    )
  }
  return (
    <SessionRow
      id={id}
      session={item.session}
      place={item.place}
      columns={columns}
      selected={selected}
      onOpen={onOpen}
      onOpenPage={onOpenPage}
    />
  )
}

function rowId(index: number): string {
  return `session-row-${index}`
}
