import { useEffect, useMemo } from 'react'
import iconUrl from '../../../assets/icon.svg'
import { useSessionActions, useSessions } from '../features/sessions/session-context.ts'
import { countByState } from '../../shared/domain/visible-sessions.ts'
import { CommandIcon, HelpIcon, RefreshIcon } from '../ui/icons.tsx'
import { StateGlyph } from '../ui/state-glyph.tsx'
import { ConnectionStatus } from './connection-status.tsx'
import { ThemeMenu } from './theme-menu.tsx'
import type { View } from './view.ts'

const PAGE_TITLE = 'LLM Session Manager'

/** Most urgent first, as in the list. */
const STATES = ['stuck', 'waiting', 'working', 'idle', 'ended'] as const

const TABS: readonly {
  readonly kind: View['kind'] & ('sessions' | 'overview' | 'contexts')
  readonly name: string
  readonly key: string
}[] = [
  { kind: 'sessions', name: 'Sessions', key: 's' },
  { kind: 'overview', name: 'Overview', key: 'o' },
  { kind: 'contexts', name: 'Contexts', key: 'c' },
]

export interface AppHeaderProps {
  readonly onHelp: () => void
  readonly onPalette: () => void
}

export function AppHeader({ onHelp, onPalette }: AppHeaderProps) {
  return (
    <header className="app-header">
      <h1 className="brand">
        <img src={iconUrl} alt="" width="22" height="22" />
        <span className="brand-name">LLM Session Manager</span>
      </h1>
      <Tabs />
      <StateCounts />
      <ConnectionStatus />
      <div className="header-buttons">
        <button
          type="button"
          className="icon-button"
          onClick={onPalette}
          aria-label="Commands"
          title="Commands (Ctrl K)"
        >
          <CommandIcon />
        </button>
        <RefreshButton />
        <ThemeMenu />
        <button
          type="button"
          className="icon-button"
          onClick={onHelp}
          aria-label="Help: keys and signs"
          title="Help (?)"
        >
          <HelpIcon />
        </button>
      </div>
    </header>
  )
}

function Tabs() {
  const current = useSessions((state) => state.view.kind)
  const { show } = useSessionActions()
  const isCurrent = (kind: View['kind']): boolean =>
    current === kind ||
    (current === 'session' && kind === 'sessions') ||
    (current === 'context' && kind === 'contexts')
  return (
    <nav className="tabs" aria-label="Views">
      {TABS.map(({ kind, name, key }) => (
        <button
          key={kind}
          type="button"
          className="tab"
          aria-current={isCurrent(kind) ? 'page' : undefined}
          title={`${name} (${key})`}
          onClick={() => show({ kind })}
        >
          {name}
        </button>
      ))}
    </nav>
  )
}

/** How many sessions are in each state; each count is a switch that shows only these. The tab's title says how many wait for a person. */
function StateCounts() {
  const sessions = useSessions((state) => state.sessions)
  const onlyState = useSessions((state) => state.filter.state)
  const { setFilter, show } = useSessionActions()
  const counts = useMemo(() => countByState(sessions.values()), [sessions])
  const needPerson = counts.stuck + counts.waiting
  useEffect(() => {
    document.title = needPerson === 0 ? PAGE_TITLE : `(${needPerson}) ${PAGE_TITLE}`
  }, [needPerson])
  return (
    <div className="state-counts" role="group" aria-label="Sessions by state">
      {STATES.map((state) => (
        <button
          key={state}
          type="button"
          className="state-count"
          data-state={state}
          data-empty={counts[state] === 0}
          aria-pressed={onlyState === state}
          // The word is not drawn where there is no room.
          aria-label={`${counts[state]} ${state}`}
          title={`${counts[state]} ${state}`}
          onClick={() => {
            setFilter({ state: onlyState === state ? null : state })
            show({ kind: 'sessions' })
          }}
        >
          <StateGlyph state={state} />
          <span className="count">{counts[state]}</span> <span className="count-word">{state}</span>
        </button>
      ))}
    </div>
  )
}

function RefreshButton() {
  const busy = useSessions((state) => state.busy)
  const { refresh } = useSessionActions()
  return (
    <button
      type="button"
      className="icon-button"
      data-busy={busy}
      aria-label="Look again now"
      title="Look again now (r)"
      onClick={() => void refresh()}
    >
      <RefreshIcon />
    </button>
  )
}
