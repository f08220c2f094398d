import { type RefObject, useRef } from 'react'
import type { Session } from '../../../shared/contract/index.ts'
import { EmptyState, FailureState, LoadingState, NoMatchState, NoTokenState } from './list-states.tsx'
import { useSessions } from './session-context.ts'
import { SessionDetails } from './session-details.tsx'
import { SessionTable } from './session-table.tsx'
import { SessionToolbar } from './session-toolbar.tsx'
import './list-states.css'
import './sessions-view.css'

export interface SessionsViewProps {
  readonly filterField: RefObject<HTMLInputElement | null>
  /** The rows as they are drawn: filtered and in order. */
  readonly visible: readonly Session[]
}

/** Which sessions there are, which need somebody, and why. */
export function SessionsView({ filterField, visible }: SessionsViewProps) {
  const details = useRef<HTMLElement>(null)
  const detailsOpen = useSessions((state) => state.detailsOpen)
  return (
    <>
      <SessionToolbar filterField={filterField} shown={visible.length} />
      <main className="panes">
        <SessionList shown={visible} />
        {detailsOpen && <SessionDetails panel={details} />}
      </main>
    </>
  )
}

function SessionList({ shown }: { readonly shown: readonly Session[] }) {
  const hasList = useSessions((state) => state.generatedAt !== null)
  const isEmpty = useSessions((state) => state.sessions.size === 0)
  const isIndexing = useSessions((state) => state.indexing !== null)
  const failure = useSessions((state) => state.failure)
  const noToken = useSessions((state) => state.connection.kind === 'no-token')
  const lostBecause = useSessions(({ connection }) => (connection.kind === 'lost' ? connection.reason : null))
  if (hasList && shown.length > 0) return <SessionTable sessions={shown} />
  const reason = lostBecause ?? failure
  return (
    <div className="list">
      {noToken ? (
        <NoTokenState />
      ) : !hasList ? (
        reason === null ? (
          <LoadingState />
        ) : (
          <FailureState reason={reason} />
        )
      ) : !isEmpty ? (
        <NoMatchState />
      ) : isIndexing ? (
        <LoadingState />
      ) : (
        <EmptyState />
      )}
    </div>
  )
}
