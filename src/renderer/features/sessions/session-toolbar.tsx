import type { RefObject } from 'react'
import { format } from '../../ui/format.ts'
import { SearchIcon } from '../../ui/icons.tsx'
import type { Scope } from './session-api.ts'
import { useSessionActions, useSessions } from './session-context.ts'

const SCOPES: readonly { readonly scope: Scope; readonly label: string; readonly title: string }[] = [
  { scope: 'recent', label: 'Recent', title: 'Live sessions and those of the last day' },
  { scope: 'all', label: 'All', title: 'Every session that was found' },
]

export interface SessionToolbarProps {
  readonly filterField: RefObject<HTMLInputElement | null>
  /** Sessions that pass the filter. */
  readonly shown: number
}

export function SessionToolbar({ filterField, shown }: SessionToolbarProps) {
  const text = useSessions((state) => state.text)
  const { setText } = useSessionActions()
  return (
    <div className="toolbar">
      <ScopeSwitch />
      <label className="filter">
        <SearchIcon />
        <input
          ref={filterField}
          type="search"
          value={text}
          placeholder="Filter"
          aria-label="Filter sessions by text"
          spellCheck={false}
          autoComplete="off"
          maxLength={200}
          onChange={(event) => setText(event.target.value)}
        />
        <kbd aria-hidden="true">/</kbd>
      </label>
      <ShownCount shown={shown} />
    </div>
  )
}

function ScopeSwitch() {
  const current = useSessions((state) => state.scope)
  const { setScope } = useSessionActions()
  return (
    <div className="scope" role="group" aria-label="Which sessions">
      {SCOPES.map(({ scope, label, title }) => (
        <button
          key={scope}
          type="button"
          aria-pressed={scope === current}
          title={title}
          onClick={() => void setScope(scope)}
        >
          {label}
        </button>
      ))}
    </div>
  )
}

/** Says how much of all there is is drawn, and offers the rest. */
function ShownCount({ shown }: { readonly shown: number }) {
  const loaded = useSessions((state) => state.sessions.size)
  const total = useSessions((state) => state.total)
  const { loadMore } = useSessionActions()
  return (
    <div className="shown-count">
      <span role="status">
        {shown === loaded ? '' : `${format.exact(shown)} of `}
        {format.exact(loaded)} {loaded === 1 ? 'session' : 'sessions'}
      </span>
      {loaded < total && (
        <button type="button" className="link-button" onClick={() => void loadMore()}>
          {format.exact(total - loaded)} more
        </button>
      )}
    </div>
  )
}
