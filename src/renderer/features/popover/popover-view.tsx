import { useDrawnTheme } from '../../app/use-drawn-theme.ts'
import type { DesktopClient } from '../../../shared/contract/desktop.ts'
import type { Session } from '../../../shared/contract/index.ts'
import { urgencyOf } from '../../../shared/domain/urgency.ts'
import { format } from '../../ui/format.ts'
import { StateGlyph } from '../../ui/state-glyph.tsx'
import { useSessions } from '../sessions/session-context.ts'
import { sessionTitle } from '../sessions/session-title.ts'
import { popoverSessions } from './popover-sessions.ts'
import './popover.css'

/** The tray's popover: what needs somebody now, in 380 points. A choice opens the dashboard. */
export function PopoverView({ client }: { readonly client: DesktopClient }) {
  const sessions = useSessions((state) => state.sessions)
  const hasList = useSessions((state) => state.generatedAt !== null)
  const isLost = useSessions((state) => state.connection.kind === 'lost')
  useDrawnTheme()
  const { shown, more } = popoverSessions(sessions.values())
  const open = (sessionId: string | null): void => {
    // The window closes with its host; a failure then has nobody to tell.
    client.desktop.openDashboard({ sessionId }).catch(() => undefined)
  }
  return (
    <main className="tray-panel" data-stale={isLost}>
      <h1>{hasList && shown.length === 0 ? 'No live sessions' : 'Sessions'}</h1>
      <ul>
        {shown.map((session) => (
          <PopoverRow key={session.id} session={session} onOpen={open} />
        ))}
      </ul>
      <button type="button" className="tray-more" onClick={() => open(null)}>
        {more > 0 ? `Open dashboard (${more} more)` : 'Open dashboard'}
      </button>
    </main>
  )
}

interface PopoverRowProps {
  readonly session: Session
  readonly onOpen: (id: string) => void
}

function PopoverRow({ session, onOpen }: PopoverRowProps) {
  const urgency = urgencyOf(session)
  return (
    <li>
      <button type="button" className="tray-row" data-urgency={urgency} onClick={() => onOpen(session.id)}>
        <StateGlyph state={session.state} />
        <span className="tray-title" dir="auto">
          {sessionTitle(session)}
        </span>
        <span className="tray-urgency">{urgency}</span>
        <span className="tray-context">{format.percent(session.context.ratio)}</span>
      </button>
    </li>
  )
}
