import { useState } from 'react'
import type { Session, SessionDetail } from '../../../shared/contract/index.ts'
import { CodeColors } from '../../ui/code/code-text.tsx'
import { HealthBadge } from '../../ui/health-badge.tsx'
import { BackIcon } from '../../ui/icons.tsx'
import { StateGlyph } from '../../ui/state-glyph.tsx'
import { FailureState, LoadingState } from '../sessions/list-states.tsx'
import { TagsSection } from '../sessions/details/tags-section.tsx'
import { SaveContextButton } from '../sessions/save-context-button.tsx'
import { useSessionActions, useSessions } from '../sessions/session-context.ts'
import { SessionProvider } from '../sessions/session-provider.tsx'
import { oneLine, sessionTitle } from '../sessions/session-title.ts'
import { ConversationView } from './conversation-view.tsx'
import { TimelineSection } from './timeline-section.tsx'
import { SessionPanels } from './session-panels.tsx'
import '../sessions/session-details.css'
import './session-page.css'

/** One session in full: how it is, and every word of it. */
export function SessionPage() {
  const session = useSessions(({ sessions, selectedId, detail }) =>
    selectedId === null ? undefined : (sessions.get(selectedId) ?? detail?.session),
  )
  const detail = useSessions((state) => state.detail)
  const failure = useSessions((state) => state.detailFailure)
  if (session === undefined) return failure === null ? <LoadingState /> : <FailureState reason={failure} />
  return <SessionBoard key={session.id} session={session} detail={detail} failure={failure} />
}

interface SessionBoardProps {
  readonly session: Session
  /** Of this session; `null` until it is there. */
  readonly detail: SessionDetail | null
  readonly failure: string | null
}

function SessionBoard({ session, detail, failure }: SessionBoardProps) {
  const [goal, setGoal] = useState<number | null>(null)
  /** Where there is room for one side only. */
  const [side, setSide] = useState<'conversation' | 'about'>('conversation')
  const wantedField = useSessions((state) => state.wantedField)
  if ((wantedField === 'project' || wantedField === 'note') && side !== 'about') setSide('about')
  const openMessage = (position: number): void => {
    setGoal(position)
    setSide('conversation')
  }
  return (
    <main className="page session-page" tabIndex={-1} data-side={side}>
      <PageHead session={session} />
      {session.question !== null && (
        <p className="question session-question" dir="auto">
          {oneLine(session.question)}
        </p>
      )}
      <div className="session-sides scope" role="group" aria-label="What is shown">
        <button type="button" aria-pressed={side === 'conversation'} onClick={() => setSide('conversation')}>
          Conversation
        </button>
        <button type="button" aria-pressed={side === 'about'} onClick={() => setSide('about')}>
          About
        </button>
      </div>
      <div className="session-columns">
        <div className="session-story">
          <TimelineSection session={session} onMessage={openMessage} />
          <CodeColors>
            <ConversationView session={session} goal={goal} />
          </CodeColors>
        </div>
        <aside className="session-about" aria-label="About the session">
          <SessionPanels session={session} detail={detail} failure={failure} onMessage={openMessage} />
        </aside>
      </div>
    </main>
  )
}

function PageHead({ session }: { readonly session: Session }) {
  const { show } = useSessionActions()
  const { project, gitBranch, stateReason } = session
  return (
    <header className="session-head">
      <button
        type="button"
        className="icon-button"
        aria-label="Back to the sessions"
        title="Back (Esc)"
        onClick={() => show({ kind: 'sessions' })}
      >
        <BackIcon />
      </button>
      <SessionProvider provider={session.provider} />
      <div className="session-name">
        <h2 dir="auto" title={sessionTitle(session)}>
          {sessionTitle(session)}
        </h2>
        <p>
          <StateGlyph state={session.state} />
          <span className="state-word" data-state={session.state}>
            {session.state}
          </span>
          <span className="session-reason" dir="auto" title={oneLine(stateReason)}>
            {oneLine(stateReason)}
          </span>
        </p>
      </div>
      <div className="session-place">
        {project !== null && <bdi>{oneLine(project)}</bdi>}
        {gitBranch !== null && <bdi className="branch">{oneLine(gitBranch)}</bdi>}
      </div>
      <TagsSection session={session} />
      <HealthBadge health={session.health} />
      <SaveContextButton sessionId={session.id} />
    </header>
  )
}
