import { useCallback } from 'react'
import { TimelineChart } from '../../charts/timeline-chart.tsx'
import type { Session } from '../../../shared/contract/index.ts'
import { useSessionApi } from '../sessions/session-context.ts'
import { oneLine } from '../sessions/session-title.ts'
import { useEvidence } from './use-evidence.ts'

export interface TimelineSectionProps {
  readonly session: Session
  readonly onMessage: (position: number) => void
}

const CHART_HEIGHT = 130

/** How the session went, above its conversation. One point draws nothing, and then there is no chart. */
export function TimelineSection({ session, onMessage }: TimelineSectionProps) {
  const api = useSessionApi()
  const fetch = useCallback(() => api.timeline(session.id), [api, session.id])
  const evidence = useEvidence(fetch, session.lastActivityAt?.getTime())
  if (evidence.kind === 'failed') {
    return <p className="conversation-note">There is no timeline: {oneLine(evidence.reason)}</p>
  }
  if (evidence.kind === 'pending' || evidence.value.points.length < 2) return null
  return <TimelineChart timeline={evidence.value} height={CHART_HEIGHT} onMessage={onMessage} />
}
