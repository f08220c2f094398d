import type { ReactElement } from 'react'
import type { Session, SessionDetail } from '../../../shared/contract/index.ts'
import { arrange } from '../../preferences/arrangement.ts'
import { usePreferences } from '../../preferences/preference-context.ts'
import { ArrangeList } from '../../ui/arrange-list.tsx'
import { ColumnsIcon } from '../../ui/icons.tsx'
import { Popover } from '../../ui/popover.tsx'
import { AdviceSection } from '../sessions/details/advice-section.tsx'
import { ContextSection } from '../sessions/details/context-section.tsx'
import { FactsSection } from '../sessions/details/facts-section.tsx'
import { HealthSection } from '../sessions/details/health-section.tsx'
import { LabelsSection } from '../sessions/details/labels-section.tsx'
import { TokensSection } from '../sessions/details/tokens-section.tsx'
import { FindingsSection } from './findings-section.tsx'
import { MakeUpSection } from './make-up-section.tsx'
import { FilesSection, SourcesSection } from '../sessions/details/transcripts-section.tsx'

export interface SessionPanelProps {
  readonly session: Session
  readonly detail: SessionDetail | null
  readonly failure: string | null
  /** Leads to a message of the conversation. */
  readonly onMessage: (position: number) => void
}

interface Panel {
  readonly id: string
  readonly name: string
  readonly draw: (props: SessionPanelProps) => ReactElement | null
}

const PANELS: readonly Panel[] = [
  { id: 'advice', name: 'Recommendations', draw: ({ session }) => <AdviceSection session={session} /> },
  { id: 'findings', name: 'Findings', draw: FindingsSection },
  { id: 'health', name: 'Health', draw: ({ session }) => <HealthSection health={session.health} /> },
  { id: 'context', name: 'Context', draw: ({ session }) => <ContextSection session={session} /> },
  { id: 'make-up', name: 'What the context is made of', draw: MakeUpSection },
  {
    id: 'tokens',
    name: 'Tokens',
    draw: ({ session, detail }) => (
      <TokensSection session={session} usageByModel={detail?.usageByModel ?? []} />
    ),
  },
  {
    id: 'files',
    name: 'Files',
    draw: ({ detail }) => (detail === null ? null : <FilesSection detail={detail} />),
  },
  { id: 'facts', name: 'Session', draw: ({ session }) => <FactsSection session={session} /> },
  {
    id: 'sources',
    name: 'Sources',
    draw: ({ detail }) => (detail === null ? null : <SourcesSection detail={detail} />),
  },
]

/** What is known of a session, in the order that a person gave it. */
export function SessionPanels(props: SessionPanelProps) {
  const kept = usePreferences((state) => state.areas.panels)
  const setArrangement = usePreferences((state) => state.setArrangement)
  const panels = arrange(PANELS, kept)
  return (
    <>
      <div className="session-panel-menu">
        <Popover button={<ColumnsIcon />} label="Panels" className="icon-button" align="end">
          <ArrangeList parts={panels} onChange={(arrangement) => setArrangement('panels', arrangement)} />
        </Popover>
      </div>
      <LabelsSection session={props.session} detail={props.detail} />
      {props.failure !== null && (
        <p className="details-failure" role="alert">
          The rest could not be read: {props.failure}
        </p>
      )}
      {panels
        .filter(({ shown }) => shown)
        .map(({ id, draw: Drawn }) => (
          <Drawn key={id} {...props} />
        ))}
    </>
  )
}
