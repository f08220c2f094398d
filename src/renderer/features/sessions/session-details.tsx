import { type RefObject, useEffect } from 'react'
import type { Session, SessionDetail } from '../../../shared/contract/index.ts'
import { HealthBadge } from '../../ui/health-badge.tsx'
import { CloseIcon, OpenIcon } from '../../ui/icons.tsx'
import { StateGlyph } from '../../ui/state-glyph.tsx'
import { AdviceSection } from './details/advice-section.tsx'
import { ContextSection } from './details/context-section.tsx'
import { FactsSection } from './details/facts-section.tsx'
import { HealthSection } from './details/health-section.tsx'
import { LabelsSection } from './details/labels-section.tsx'
import { LoadedModelSection } from './details/loaded-model-section.tsx'
import { TagsSection } from './details/tags-section.tsx'
import { TokensSection } from './details/tokens-section.tsx'
import { FilesSection, SourcesSection } from './details/transcripts-section.tsx'
import { SaveContextButton } from './save-context-button.tsx'
import { useSessionActions, useSessions } from './session-context.ts'
import { oneLine, sessionTitle } from './session-title.ts'
import './session-details.css'
import { SessionProvider } from './session-provider.tsx'

/** The selected session in full. What the row already knows is there at once; the rest follows. */
export function SessionDetails({ panel }: { readonly panel: RefObject<HTMLElement | null> }) {
  const session = useSessions(({ sessions, selectedId }) =>
    selectedId === null ? undefined : sessions.get(selectedId),
  )
  const detail = useSessions((state) => state.detail)
  const failure = useSessions((state) => state.detailFailure)
  useEffect(() => {
    // A field in it that was asked for has the focus already.
    if (panel.current?.contains(document.activeElement) === false)
      panel.current.focus({ preventScroll: true })
  }, [panel])
  if (session === undefined) return null
  return (
    <aside ref={panel} className="details" tabIndex={-1} aria-label="Session details">
      <DetailsHead session={session} />
      <TagsSection session={session} />
      <LabelsSection key={session.id} session={session} detail={detail} />
      <AdviceSection session={session} />
      <HealthSection health={session.health} />
      <ContextSection session={session} />
      <TokensSection session={session} usageByModel={detail?.usageByModel ?? []} />
      <FactsSection session={session} />
      <FetchedSections detail={detail} failure={failure} />
    </aside>
  )
}

function DetailsHead({ session }: { readonly session: Session }) {
  const { closeDetails, openSession } = useSessionActions()
  return (
    <header className="details-head">
      <SessionProvider provider={session.provider} />
      <h2 dir="auto">{sessionTitle(session)}</h2>
      <SaveContextButton sessionId={session.id} />
      <button
        type="button"
        className="icon-button"
        onClick={() => openSession(session.id)}
        aria-label="Open the whole session"
        title="Open the whole session (Enter)"
      >
        <OpenIcon />
      </button>
      <button
        type="button"
        className="icon-button"
        onClick={closeDetails}
        aria-label="Close details"
        title="Close (Esc)"
      >
        <CloseIcon />
      </button>
      <p className="details-state">
        <StateGlyph state={session.state} />
        <span className="state-word" data-state={session.state}>
          {session.state}
        </span>
        <HealthBadge health={session.health} />
      </p>
      <p className="details-reason" dir="auto">
        {oneLine(session.stateReason)}
      </p>
      {session.question !== null && (
        <p className="question" dir="auto">
          {oneLine(session.question)}
        </p>
      )}
    </header>
  )
}

function FetchedSections({
  detail,
  failure,
}: {
  readonly detail: SessionDetail | null
  readonly failure: string | null
}) {
  if (failure !== null) {
    return (
      <p className="details-failure" role="alert">
        The rest could not be read: {failure}
      </p>
    )
  }
  if (detail === null) return <p className="details-pending">Reading its files…</p>
  return (
    <>
      {detail.loadedModel && <LoadedModelSection model={detail.loadedModel} />}
      <SourcesSection detail={detail} />
      <FilesSection detail={detail} />
    </>
  )
}
