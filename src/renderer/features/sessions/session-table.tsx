import { useEffect, useMemo, useRef } from 'react'
import type { Session } from '../../../shared/contract/index.ts'
import { useSessionActions, useSessions } from './session-context.ts'
import { SessionRow } from './session-row.tsx'
import { groupSessions } from './visible-sessions.ts'
import './session-table.css'

const COLUMNS = [
  { cell: 'cell-glyph', name: 'Sign' },
  { cell: 'cell-provider', name: 'Assistant' },
  { cell: 'cell-about', name: 'Session' },
  { cell: 'cell-state', name: 'State' },
  { cell: 'cell-context', name: 'Context' },
  { cell: 'cell-tokens number', name: 'Tokens' },
  { cell: 'cell-cost number', name: 'Cost' },
  { cell: 'cell-health', name: 'Health' },
  { cell: 'cell-age number', name: 'Age' },
] as const

/** The sessions in order of urgency, under a heading for each kind of attention. */
export function SessionTable({ sessions }: { readonly sessions: readonly Session[] }) {
  const { openDetails } = useSessionActions()
  const selectedId = useSessions((state) => state.selectedId)
  const grid = useRef<HTMLDivElement>(null)
  useEffect(() => showSelected(grid.current, selectedId), [selectedId])

  const groups = useMemo(() => groupSessions(sessions), [sessions])
  const reachableId = sessions.some(({ id }) => id === selectedId) ? selectedId : sessions[0]?.id
  return (
    <div ref={grid} role="grid" className="table" aria-label="Sessions">
      <div role="row" className="row column-names">
        {COLUMNS.map(({ cell, name }) => (
          <div key={name} role="columnheader" className={cell}>
            {name}
          </div>
        ))}
      </div>
      {groups.map((group) => (
        <div key={group.label} role="rowgroup" aria-label={`${group.label}: ${group.sessions.length}`}>
          <div className="group-label" aria-hidden="true">
            {group.label} <span className="group-count">{group.sessions.length}</span>
          </div>
          {group.sessions.map((session) => (
            <SessionRow
              key={session.id}
              session={session}
              selected={session.id === selectedId}
              reachable={session.id === reachableId}
              onOpen={openDetails}
            />
          ))}
        </div>
      ))}
    </div>
  )
}

/** Scrolls to the selected row, and gives it the focus unless somebody types or reads elsewhere. */
function showSelected(grid: HTMLElement | null, selectedId: string | null): void {
  if (grid === null || selectedId === null) return
  const row = grid.querySelector<HTMLElement>(`[data-session="${CSS.escape(selectedId)}"]`)
  if (row === null) return
  row.scrollIntoView({ block: 'nearest' })
  const focused = document.activeElement
  if (focused === document.body || grid.contains(focused)) row.focus({ preventScroll: true })
}
