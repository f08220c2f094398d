import type { RefObject } from 'react'
import { arrange } from '../../preferences/arrangement.ts'
import { usePreferences } from '../../preferences/preference-context.ts'
import { ArrangeList } from '../../ui/arrange-list.tsx'
import { format } from '../../ui/format.ts'
import { ColumnsIcon, SearchIcon } from '../../ui/icons.tsx'
import { Popover } from '../../ui/popover.tsx'
import { COLUMNS } from './columns.ts'
import { FilterFields } from './filter-fields.tsx'
import { SavedViews } from './saved-views.tsx'
import type { Scope } from './session-api.ts'
import { isFiltering, LONGEST_FILTER_TEXT } from '../../../shared/domain/session-filter.ts'
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
  return (
    <div className="toolbar" role="search" aria-label="Which sessions are shown">
      <ScopeSwitch />
      <TextFilter field={filterField} />
      <div className="filter-fields">
        <FilterFields />
        <SavedViews />
        <ClearButton />
      </div>
      <ShownCount shown={shown} />
      <ColumnMenu />
    </div>
  )
}

function TextFilter({ field }: { readonly field: RefObject<HTMLInputElement | null> }) {
  const text = useSessions((state) => state.filter.text)
  const { setFilter } = useSessionActions()
  return (
    <label className="filter">
      <SearchIcon />
      <input
        ref={field}
        type="search"
        value={text}
        placeholder="Filter"
        aria-label="Filter sessions by text"
        spellCheck={false}
        autoComplete="off"
        maxLength={LONGEST_FILTER_TEXT}
        onChange={(event) => setFilter({ text: event.target.value })}
      />
      <kbd aria-hidden="true">/</kbd>
    </label>
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

function ClearButton() {
  const filtering = useSessions((state) => isFiltering(state.filter))
  const { clearFilter } = useSessionActions()
  if (!filtering) return null
  return (
    <button type="button" className="link-button" onClick={clearFilter}>
      Clear
    </button>
  )
}

function ColumnMenu() {
  const kept = usePreferences((state) => state.areas.columns)
  const setArrangement = usePreferences((state) => state.setArrangement)
  return (
    <Popover button={<ColumnsIcon />} label="Columns" className="icon-button" align="end">
      <ArrangeList
        parts={arrange(COLUMNS, kept)}
        onChange={(arrangement) => setArrangement('columns', arrangement)}
      />
    </Popover>
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
