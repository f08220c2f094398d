import { useState } from 'react'
import type { ContextFileProblem, PreviewedContext } from '../../../shared/contract/index.ts'
import { format } from '../../ui/format.ts'
import { CloseIcon } from '../../ui/icons.tsx'
import { useSessionActions } from '../sessions/session-context.ts'
import { oneLine } from '../sessions/session-title.ts'
import { SessionProvider } from '../sessions/session-provider.tsx'
import { ContextLabels } from './context-labels.tsx'
import { contextTitle, counted, NOVELTY_WORDS, redactionWords } from './context-words.ts'
import { useImportActions } from './contexts-context.ts'
import type { ImportFile, ImportStep } from './import-state.ts'

/** Contexts of a file that are shown before somebody asks for the others. */
const FIRST_SHOWN = 4

/** One file: how far it is, what it holds, or what is wrong with it and where. */
export function ImportCard({ file }: { readonly file: ImportFile }) {
  const { takeOff } = useImportActions()
  const { step } = file
  return (
    <li className="import-card" data-step={step.kind}>
      <div className="import-card-head">
        <strong dir="auto">{oneLine(file.name)}</strong>
        <span className="import-size">{format.bytes(file.sizeBytes)}</span>
        <span className="import-step">{stepWords(file)}</span>
        {step.kind !== 'importing' && step.kind !== 'imported' && (
          <button
            type="button"
            className="icon-button"
            aria-label={`Take off ${oneLine(file.name)}`}
            title="Take off"
            onClick={() => takeOff(file.key)}
          >
            <CloseIcon />
          </button>
        )}
      </div>
      {(step.kind === 'importable' || step.kind === 'importing') && <Previewed preview={step.preview} />}
      {step.kind === 'refused' && <Problems problems={step.problems} />}
      {step.kind === 'failed' && <p className="import-trouble">{step.reason}</p>}
      {step.kind === 'imported' && <Imported contexts={step.contexts} />}
    </li>
  )
}

const STEP_WORDS: Readonly<Record<ImportStep['kind'], string>> = {
  waiting: 'waits',
  sending: 'sending',
  reading: 'reading',
  importable: 'ready',
  importing: 'importing',
  imported: '✓ imported',
  refused: '✕ cannot be imported',
  failed: '✕ not imported',
}

function stepWords({ step, sizeBytes }: ImportFile): string {
  const words = STEP_WORDS[step.kind]
  return step.kind === 'sending' && sizeBytes > 0
    ? `${words}, ${format.percent(step.sentBytes / sizeBytes)}`
    : words
}

function Previewed({
  preview,
}: {
  readonly preview: Extract<ImportStep, { kind: 'importable' }>['preview']
}) {
  const [all, setAll] = useState(false)
  const { contexts, total, tokens, messages, withoutConversation } = preview
  const shown = all ? contexts : contexts.slice(0, FIRST_SHOWN)
  return (
    <>
      {total > 1 && (
        <p className="import-sums">
          {counted(total, 'context')} · {format.compact(tokens)} tokens · {counted(messages, 'message')}
        </p>
      )}
      <ul className="preview-list">
        {shown.map((context, index) => (
          // The same context may stand in a file twice.
          <Preview key={`${context.id} ${index}`} context={context} />
        ))}
      </ul>
      {shown.length < contexts.length && (
        <button type="button" className="link-button" onClick={() => setAll(true)}>
          Show {format.exact(contexts.length - shown.length)} more
        </button>
      )}
      {all && contexts.length < total && (
        <p className="import-note">and {format.exact(total - contexts.length)} more, which are not listed</p>
      )}
      {withoutConversation && (
        <p className="import-note">
          The conversation in Markdown is for people and stays behind. Export JSON or YAML to bring it along.
        </p>
      )}
    </>
  )
}

function Preview({ context }: { readonly context: PreviewedContext }) {
  const { provider, project, tags, note, novelty, sessionIsHere } = context
  return (
    <li className="preview">
      <SessionProvider provider={provider} />
      <div>
        <p className="preview-title">
          <strong dir="auto">{contextTitle(context)}</strong>
          {project !== null && <bdi className="preview-project">{project}</bdi>}
          <span className="novelty" data-novelty={novelty}>
            {NOVELTY_WORDS[novelty]}
          </span>
        </p>
        <p className="preview-facts">{factsOf(context).join(' · ')}</p>
        <ContextLabels tags={tags} note={note} />
        <p className="preview-note">
          {redactionWords(context.redacted)}
          {sessionIsHere && ' Its session is on this machine, too.'}
        </p>
      </div>
    </li>
  )
}

function factsOf(context: PreviewedContext): string[] {
  const { conversationMessages: said, tokens, files, sizeBytes, exportedAt } = context
  return [
    `${format.compact(tokens)} tokens`,
    said === null ? 'no conversation' : counted(said, 'message'),
    counted(files, 'file'),
    format.bytes(sizeBytes),
    `exported ${format.dateTime(exportedAt)}`,
  ]
}

function Problems({ problems }: { readonly problems: readonly ContextFileProblem[] }) {
  return (
    <table className="problems">
      <thead>
        <tr>
          <th scope="col">Line</th>
          <th scope="col">Column</th>
          <th scope="col">Where</th>
          <th scope="col">What is wrong</th>
        </tr>
      </thead>
      <tbody>
        {problems.map(({ path, place, message }, index) => (
          // Several may be told of one place.
          <tr key={`${path} ${index}`}>
            <td className="number">{place === null ? '–' : format.exact(place.line)}</td>
            <td className="number">{place === null ? '–' : format.exact(place.column)}</td>
            <td>{path === '' ? 'the file' : <code>{path}</code>}</td>
            <td>{message}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Imported({ contexts }: Pick<Extract<ImportStep, { kind: 'imported' }>, 'contexts'>) {
  const { show } = useSessionActions()
  const { close } = useImportActions()
  const known = contexts.filter(({ isNew }) => !isNew).length
  const leave = (go: () => void) => () => {
    close()
    go()
  }
  return (
    <>
      <ul className="imported-list">
        {contexts.slice(0, FIRST_SHOWN).map((context) => (
          <li key={context.id}>
            <button
              type="button"
              className="link-button"
              onClick={leave(() => show({ kind: 'context', contextId: context.id }))}
            >
              {contextTitle(context)}
            </button>
          </li>
        ))}
      </ul>
      {contexts.length > FIRST_SHOWN && (
        <button type="button" className="link-button" onClick={leave(() => show({ kind: 'contexts' }))}>
          All {format.exact(contexts.length)}
        </button>
      )}
      {known > 0 && (
        <p className="import-note">
          {known === contexts.length ? 'It was' : `${format.exact(known)} of them were`} here before: nothing
          is kept twice.
        </p>
      )}
    </>
  )
}
