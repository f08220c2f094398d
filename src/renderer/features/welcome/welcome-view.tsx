import { useEffect, useRef } from 'react'
import { usePreferences } from '../../preferences/preference-context.ts'
import { format } from '../../ui/format.ts'
import { useSessions } from '../sessions/session-context.ts'
import { FoundList } from './found-list.tsx'
import { WelcomeChoices } from './welcome-choices.tsx'
import './welcome.css'

/** The first thing that a person sees: what was looked at, what was found, and what nobody else learns of it. */
export function WelcomeView() {
  const total = useSessions((state) => state.total)
  const isIndexing = useSessions((state) => state.indexing !== null)
  const isDemo = useSessions((state) => state.info?.demo === true)
  const welcome = usePreferences((state) => state.welcome)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => button.current?.focus(), [])
  return (
    <main className="page welcome" tabIndex={-1}>
      <h2>Your coding sessions, at one glance</h2>
      <p>
        {isIndexing ? 'This machine is being looked through. ' : 'This machine was looked through. '}
        Which session needs you stands at the top: stuck, waiting for your answer, about to lose its context.
        {total > 0 &&
          ` ${format.exact(total)} ${total === 1 ? 'session was' : 'sessions were'} active in the last day.`}
      </p>
      <FoundList />
      <p>
        Nothing leaves this machine: no account, no telemetry. Transcripts are only read.
        {!isDemo && total === 0 && (
          <>
            {' '}
            To look around first, run <code className="command">llm-session start --demo</code> for sample
            data.
          </>
        )}
      </p>
      <WelcomeChoices />
      <p className="welcome-go">
        <button ref={button} type="button" className="button" onClick={welcome}>
          Show the sessions
        </button>
        <span>
          <kbd>?</kbd> shows every key, <kbd>Ctrl K</kbd> every command
        </span>
      </p>
    </main>
  )
}
