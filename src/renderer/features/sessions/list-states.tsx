import type { ReactNode } from 'react'
import { useSessionActions, useSessions } from './session-context.ts'
import { FoundList } from '../welcome/found-list.tsx'
import '../welcome/welcome.css'

/** Shown until the first list is there. */
export function LoadingState() {
  return (
    <div className="list-state loading" role="status">
      <p className="list-state-title">Reading the sessions…</p>
      <div className="skeleton" aria-hidden="true">
        {['a', 'b', 'c', 'd', 'e', 'f'].map((name) => (
          <div key={name} className="skeleton-row" />
        ))}
      </div>
    </div>
  )
}

/** Shown where not even a first list could be had. */
export function FailureState({ reason }: { readonly reason: string }) {
  const { refresh } = useSessionActions()
  return (
    <ListState title="The sessions could not be read">
      <p>
        <code>{reason}</code>
      </p>
      <p>
        Is the program that opened this page still running? This page tries again by itself.{' '}
        <code>llm-session doctor</code> says more.
      </p>
      <button type="button" className="button" onClick={() => void refresh()}>
        Try now
      </button>
    </ListState>
  )
}

/** Shown where the page was opened without the key of its host, which it can not get by itself. */
export function NoTokenState() {
  return (
    <ListState title="This page was opened without its key">
      <p>
        The sessions of this machine are for you alone, so their page needs a key. It is part of the address
        that <code className="command">llm-session start</code> prints: open that address as a whole. Each
        start has a key of its own.
      </p>
    </ListState>
  )
}

/** Shown where the filter hides every session there is. */
export function NoMatchState() {
  const { clearFilter } = useSessionActions()
  return (
    <ListState title="No session matches the filter">
      <button type="button" className="button" onClick={clearFilter}>
        Clear the filter
      </button>
    </ListState>
  )
}

/** Shown where nothing was found: says what was looked at, so that nothing is left to guess. */
export function EmptyState() {
  const scope = useSessions((state) => state.scope)
  const sources = useSessions((state) => state.sources)
  const { setScope } = useSessionActions()
  const hasOlder = scope === 'recent' && sources.some((source) => source.files > 0)
  return (
    <ListState title={hasOlder ? 'No session in the last day' : 'No sessions found'}>
      {hasOlder && (
        <button type="button" className="button" onClick={() => void setScope('all')}>
          Show all sessions
        </button>
      )}
      <p>
        Start an assistant in a terminal, and its session appears here by itself.
        {!hasOlder && (
          <>
            {' '}
            To look around first, run <code className="command">llm-session start --demo</code> for sample
            data.
          </>
        )}
      </p>
      <FoundList />
    </ListState>
  )
}

function ListState({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="list-state">
      <p className="list-state-title">{title}</p>
      {children}
    </div>
  )
}
