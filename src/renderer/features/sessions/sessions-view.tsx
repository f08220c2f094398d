import { useRef, useState } from 'react'
import type { Indexing, ProviderFailure } from '../../../shared/contract/index.ts'
import { format } from '../../ui/format.ts'
import { AppHeader } from './app-header.tsx'
import { HelpDialog } from './help-dialog.tsx'
import { EmptyState, FailureState, LoadingState, NoMatchState, NoTokenState } from './list-states.tsx'
import { useSessions } from './session-context.ts'
import { SessionDetails } from './session-details.tsx'
import { SessionTable } from './session-table.tsx'
import { SessionToolbar } from './session-toolbar.tsx'
import { oneLine } from './session-title.ts'
import { SourceList, troubledSources } from './source-list.tsx'
import { useKeyboard } from './use-keyboard.ts'
import { useVisibleSessions } from './use-visible-sessions.ts'
import './sessions-view.css'
import './list-states.css'

/** The window: which sessions there are, which need somebody, and why. */
export function SessionsView() {
  const [helpOpen, setHelpOpen] = useState(false)
  const filterField = useRef<HTMLInputElement>(null)
  const details = useRef<HTMLElement>(null)
  const visible = useVisibleSessions()
  const lost = useSessions((state) => state.connection.kind === 'lost')
  const detailsOpen = useSessions((state) => state.detailsOpen)
  useKeyboard({ filterField, details, helpOpen, openHelp: () => setHelpOpen(true) })
  return (
    <div className="app" data-stale={lost} data-details={detailsOpen}>
      <AppHeader onHelp={() => setHelpOpen(true)} />
      <Notices />
      <SessionToolbar filterField={filterField} shown={visible.length} />
      <main className="panes">
        <div className="list">
          <SessionList shown={visible} />
        </div>
        {detailsOpen && <SessionDetails panel={details} />}
      </main>
      <HelpDialog open={helpOpen} onClose={() => setHelpOpen(false)} />
    </div>
  )
}

function SessionList({ shown }: { readonly shown: ReturnType<typeof useVisibleSessions> }) {
  const hasList = useSessions((state) => state.generatedAt !== null)
  const isEmpty = useSessions((state) => state.sessions.size === 0)
  const isIndexing = useSessions((state) => state.indexing !== null)
  const failure = useSessions((state) => state.failure)
  const noToken = useSessions((state) => state.connection.kind === 'no-token')
  const lostBecause = useSessions(({ connection }) => (connection.kind === 'lost' ? connection.reason : null))
  if (noToken) return <NoTokenState />
  if (!hasList) {
    const reason = lostBecause ?? failure
    return reason === null ? <LoadingState /> : <FailureState reason={reason} />
  }
  if (isEmpty) return isIndexing ? <LoadingState /> : <EmptyState />
  if (shown.length === 0) return <NoMatchState />
  return <SessionTable sessions={shown} />
}

/** What a reader must know before believing the list. */
function Notices() {
  const demo = useSessions((state) => state.info?.demo === true)
  const failure = useSessions((state) => (state.generatedAt === null ? null : state.failure))
  const sources = useSessions((state) => state.sources)
  const failures = useSessions((state) => state.failures)
  const indexing = useSessions((state) => state.indexing)
  const troubled = troubledSources(sources)
  return (
    <>
      {demo && (
        <p className="notice" data-kind="demo">
          <strong>Sample data.</strong> These sessions are made up; nothing of this machine is shown.
        </p>
      )}
      {indexing !== null && <IndexingNotice indexing={indexing} />}
      {failure !== null && (
        <p className="notice" data-kind="failure" role="alert">
          <strong>The last look failed.</strong> {failure}
        </p>
      )}
      {failures.map(({ provider, reason }) => (
        <FailureNotice key={provider} provider={provider} reason={reason} />
      ))}
      {troubled.length > 0 && (
        <details className="notice" data-kind="sources">
          <summary>
            <strong>Not everything could be read:</strong> {troubled.length} of {sources.length} places
          </summary>
          <SourceList sources={troubled} />
        </details>
      )}
    </>
  )
}

function FailureNotice({ provider, reason }: ProviderFailure) {
  const name = useSessions(({ info }) => info?.providers.find(({ id }) => id === provider)?.name ?? provider)
  return (
    <p className="notice" data-kind="failure" role="alert">
      <strong>{name} could not be looked at in full.</strong> {oneLine(reason)}
    </p>
  )
}

function IndexingNotice({ indexing }: { readonly indexing: Indexing }) {
  const { filesDone, filesTotal, bytesDone, bytesTotal } = indexing
  return (
    <p className="notice" data-kind="indexing">
      <strong>Reading the transcripts for the first time.</strong> {format.exact(filesDone)} of{' '}
      {format.exact(filesTotal)} files; sessions appear as they are read.
      <progress value={bytesDone} max={bytesTotal} aria-label="Transcripts read" />
    </p>
  )
}
