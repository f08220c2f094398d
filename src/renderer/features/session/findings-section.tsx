import { useCallback } from 'react'
import type { Findings } from '../../../shared/contract/index.ts'
import { useSessionApi } from '../sessions/session-context.ts'
import { SessionLink } from '../sessions/details/advice-section.tsx'
import { oneLine } from '../sessions/session-title.ts'
import { format } from '../../ui/format.ts'
import { EvidenceSection } from './evidence-section.tsx'
import type { SessionPanelProps } from './session-panels.tsx'
import { useEvidence } from './use-evidence.ts'
import './findings-section.css'

/** Evidence of context rot, each with the messages that prove it. */
export function FindingsSection({ session, onMessage }: SessionPanelProps) {
  const api = useSessionApi()
  const fetch = useCallback(() => api.findings(session.id), [api, session.id])
  const evidence = useEvidence(fetch, session.lastActivityAt?.getTime())
  return (
    <EvidenceSection
      title="Findings"
      evidence={evidence}
      aside={({ findings }) => format.exact(findings.length)}
    >
      {({ findings }) => <FindingList findings={findings} onMessage={onMessage} />}
    </EvidenceSection>
  )
}

export interface FindingListProps extends Pick<Findings, 'findings'> {
  readonly onMessage: (position: number) => void
}

export function FindingList({ findings, onMessage }: FindingListProps) {
  if (findings.length === 0)
    return <p className="details-note">Nothing in the conversation speaks of a context that rots.</p>
  return (
    <ul className="advice-list">
      {findings.map(({ kind, severity, sentence, positions, sessionIds }) => (
        <li key={`${kind} ${sentence}`} data-severity={severity}>
          <span className="advice-severity">{severity}</span>
          <span>
            {oneLine(sentence)}
            <span className="finding-places">
              {positions.map((position) => (
                <button
                  key={position}
                  type="button"
                  className="link-button"
                  title="Show the message"
                  onClick={() => onMessage(position)}
                >
                  message {format.exact(position + 1)}
                </button>
              ))}
            </span>
            {sessionIds.map((id) => (
              <SessionLink key={id} id={id} />
            ))}
          </span>
        </li>
      ))}
    </ul>
  )
}
