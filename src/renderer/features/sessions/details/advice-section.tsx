import type { Session } from '../../../../shared/contract/index.ts'
import { useSessionActions, useSessions } from '../session-context.ts'
import { AdviceActions } from './advice-actions.tsx'
import { oneLine, sessionTitle } from '../session-title.ts'

/** What the core recommends, with the other sessions that it concerns. */
export function AdviceSection({ session }: { readonly session: Session }) {
  if (session.recommendations.length === 0) return null
  return (
    <ul className="advice-list">
      {session.recommendations.map((recommendation) => (
        <li key={`${recommendation.kind} ${recommendation.text}`} data-severity={recommendation.severity}>
          <span className="advice-severity">{recommendation.severity}</span>
          <span>
            {oneLine(recommendation.text)}
            <AdviceActions kind={recommendation.kind} session={session} />
            {recommendation.sessionIds
              .filter((id) => id !== session.id)
              .map((id) => (
                <SessionLink key={id} id={id} />
              ))}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Leads to another session where the list has it, and names it where not. */
export function SessionLink({ id }: { readonly id: string }) {
  const session = useSessions((state) => state.sessions.get(id))
  const { openDetails } = useSessionActions()
  if (session === undefined) return <code className="path">{oneLine(id)}</code>
  return (
    <button type="button" className="link-button session-link" onClick={() => openDetails(id)}>
      {sessionTitle(session)}
    </button>
  )
}
