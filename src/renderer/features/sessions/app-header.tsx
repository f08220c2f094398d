import { useEffect, useMemo } from 'react'
import iconUrl from '../../../../assets/icon.svg'
import { HelpIcon, RefreshIcon } from '../../ui/icons.tsx'
import { StateGlyph } from '../../ui/state-glyph.tsx'
import { ThemeButton } from '../../ui/theme-button.tsx'
import { ConnectionStatus } from './connection-status.tsx'
import { useSessionActions, useSessions } from './session-context.ts'
import { countByState } from './visible-sessions.ts'

const PAGE_TITLE = 'LLM Session Manager'

/** Most urgent first, as in the list. */
const STATES = ['stuck', 'waiting', 'working', 'idle', 'ended'] as const

export function AppHeader({ onHelp }: { readonly onHelp: () => void }) {
  return (
    <header className="app-header">
      <h1 className="brand">
        <img src={iconUrl} alt="" width="22" height="22" />
        <span className="brand-name">LLM Session Manager</span>
      </h1>
      <StateCounts />
      <ConnectionStatus />
      <div className="header-buttons">
        <RefreshButton />
        <ThemeButton />
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

/** How many sessions are in each state; the tab's title says how many wait for a person. Each count is a switch that shows only these. */
function StateCounts() {
  const sessions = useSessions((state) => state.sessions)
  const onlyState = useSessions((state) => state.onlyState)
  const { setOnlyState } = useSessionActions()
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
          onClick={() => setOnlyState(onlyState === state ? null : state)}
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
