import type { Indexing, ProviderFailure } from '../../shared/contract/index.ts'
import { useSessionActions, useSessions } from '../features/sessions/session-context.ts'
import { oneLine } from '../features/sessions/session-title.ts'
import { SourceList, troubledSources } from '../features/sessions/source-list.tsx'
import { format } from '../ui/format.ts'
import { CloseIcon } from '../ui/icons.tsx'

/** One list for all drawings, which would otherwise not end. */
const NO_PROBLEMS: readonly string[] = []

/** What a reader must know before believing what is shown. */
export function Notices() {
  const demo = useSessions((state) => state.info?.demo === true)
  const failure = useSessions((state) => (state.generatedAt === null ? null : state.failure))
  const labelFailure = useSessions((state) => state.labelFailure)
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
      <LostNotice />
      <SavingNotice />
      <SettingsNotice />
      {failure !== null && <Failure title="The last look failed." reason={failure} />}
      {labelFailure !== null && (
        <Failure title="What you put on the session could not be kept." reason={labelFailure} />
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

function LostNotice() {
  const since = useSessions(({ connection }) => (connection.kind === 'lost' ? connection.since : null))
  const asOf = useSessions((state) => state.generatedAt)
  if (since === null || asOf === null) return null
  return (
    <p className="notice" data-kind="failure">
      <strong>The connection is lost.</strong> What is shown is of {format.clockTime(asOf)} and may no longer
      be so. This page tries again by itself.
    </p>
  )
}

function SavingNotice() {
  const saving = useSessions((state) => state.saving)
  const { savingRead } = useSessionActions()
  if (saving === null) return null
  if (saving.kind === 'failed')
    return <Failure title="The context could not be saved." reason={saving.reason} onRead={savingRead} />
  return (
    <p className="notice" data-kind="done" role="status">
      {saving.kind === 'running' ? (
        'The context is being put into a file…'
      ) : (
        <>
          <strong>{oneLine(saving.file.name)}</strong> goes where your downloads go.{' '}
          {takenOutWords(saving.file.takenOut)}
          <ReadButton onRead={savingRead} />
        </>
      )}
    </p>
  )
}

function takenOutWords(takenOut: number | null): string {
  if (takenOut === null) return 'It holds everything that was in it.'
  if (takenOut === 0) return 'No secrets were found in it.'
  return `Secrets and names of home folders that were taken out: ${format.exact(takenOut)}.`
}

function ReadButton({ onRead }: { readonly onRead: () => void }) {
  return (
    <button
      type="button"
      className="notice-close"
      aria-label="Close this message"
      title="Close this message"
      onClick={onRead}
    >
      <CloseIcon />
    </button>
  )
}

function SettingsNotice() {
  const problems = useSessions(({ info }) => info?.settings.problems ?? NO_PROBLEMS)
  if (problems.length === 0) return null
  return (
    <details className="notice" data-kind="settings">
      <summary>
        <strong>Something in the settings does not apply.</strong> {oneLine(problems[0] ?? '')}
      </summary>
      <ul>
        {problems.map((problem) => (
          <li key={problem}>{oneLine(problem)}</li>
        ))}
      </ul>
    </details>
  )
}

function FailureNotice({ provider, reason }: ProviderFailure) {
  const name = useSessions(({ info }) => info?.providers.find(({ id }) => id === provider)?.name ?? provider)
  return <Failure title={`${name} could not be looked at in full.`} reason={reason} />
}

interface FailureProps {
  readonly title: string
  readonly reason: string
  /** Set where the person can put it away. */
  readonly onRead?: () => void
}

function Failure({ title, reason, onRead }: FailureProps) {
  return (
    <p className="notice" data-kind="failure" role="alert">
      <strong>{title}</strong> {oneLine(reason)}
      {onRead !== undefined && <ReadButton onRead={onRead} />}
    </p>
  )
}

function IndexingNotice({ indexing }: { readonly indexing: Indexing }) {
  const { filesDone, filesTotal, bytesDone, bytesTotal, bytesPerSecond, secondsLeft } = indexing
  return (
    <p className="notice" data-kind="indexing">
      <strong>Reading the transcripts for the first time.</strong> {format.exact(filesDone)} of{' '}
      {format.exact(filesTotal)} files
      {secondsLeft !== null &&
        `, ${format.compact(bytesPerSecond)}B a second, ${format.duration(secondsLeft * 1000)} left`}
      ; sessions appear as they are read, the newest first.
      <progress value={bytesDone} max={bytesTotal} aria-label="Transcripts read" />
    </p>
  )
}
