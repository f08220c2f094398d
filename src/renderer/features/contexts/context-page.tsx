import type { ContextDetail, ContextMessages } from '../../../shared/contract/index.ts'
import { CodeColors } from '../../ui/code/code-text.tsx'
import { format } from '../../ui/format.ts'
import { BackIcon } from '../../ui/icons.tsx'
import { Markdown } from '../../ui/markdown/markdown.tsx'
import { useSessionActions } from '../sessions/session-context.ts'
import { SessionProvider } from '../sessions/session-provider.tsx'
import { oneLine } from '../sessions/session-title.ts'
import { ContextLabels } from './context-labels.tsx'
import { contextTitle, redactionWords } from './context-words.ts'
import { useContextList, useContextListActions } from './contexts-context.ts'
import { AttachedTo, RemoveButton } from './contexts-view.tsx'
import { ExportMenu } from './export-menu.tsx'
import { type ShownContext, useShownContext } from './use-shown-context.ts'
import { Pending } from './pending.tsx'
import './contexts.css'

/** One imported context: what is known of it, and what was said. */
export function ContextPage({ id }: { readonly id: string }) {
  const shown = useShownContext(id)
  const { detail, failure } = shown
  return (
    <main className="page contexts" tabIndex={-1}>
      {detail === null && <Pending what="The context" failure={failure} />}
      {detail !== null && <ContextBoard shown={shown} detail={detail} />}
    </main>
  )
}

interface ContextBoardProps {
  readonly shown: ShownContext
  readonly detail: ContextDetail
}

function ContextBoard({ shown, detail }: ContextBoardProps) {
  const { messages, total, failure } = shown
  return (
    <div className="contexts-board">
      <ContextHead detail={detail} />
      {failure !== null && (
        <p className="import-trouble" role="alert">
          {failure}
        </p>
      )}
      <div className="context-columns">
        <section className="context-said" aria-label="Conversation">
          {detail.conversationMessages === null && (
            <p className="import-note">It was exported without its conversation.</p>
          )}
          <CodeColors>
            {messages.map((message) => (
              <SaidMessage key={message.position} message={message} />
            ))}
          </CodeColors>
          {messages.length < total && (
            <button type="button" className="link-button" onClick={() => void shown.loadMore()}>
              Show more: {format.exact(messages.length)} of {format.exact(total)}
            </button>
          )}
        </section>
        <ContextAbout detail={detail} />
      </div>
    </div>
  )
}

function ContextHead({ detail }: { readonly detail: ContextDetail }) {
  const { show } = useSessionActions()
  const { remove } = useContextListActions()
  const failure = useContextList((state) => state.failure)
  const removeAndLeave = async (): Promise<void> => {
    if (await remove(detail.id)) show({ kind: 'contexts' })
  }
  return (
    <header className="contexts-head">
      <button
        type="button"
        className="icon-button"
        aria-label="Back to the contexts"
        title="Back (Esc)"
        onClick={() => show({ kind: 'contexts' })}
      >
        <BackIcon />
      </button>
      <SessionProvider provider={detail.provider} />
      <h2 dir="auto">{contextTitle(detail)}</h2>
      <ExportMenu ids={[detail.id]} />
      <RemoveButton title={contextTitle(detail)} onRemove={removeAndLeave} />
      {failure !== null && (
        <p className="import-trouble" role="alert">
          {failure}
        </p>
      )}
    </header>
  )
}

function ContextAbout({ detail }: { readonly detail: ContextDetail }) {
  const { touched, files, tags, note, attachedTo } = detail
  return (
    <aside className="context-about" aria-label="About the context">
      <dl>
        {factsOf(detail).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      {attachedTo !== null && <AttachedTo id={attachedTo} />}
      <ContextLabels tags={tags} note={note} />
      <p className="preview-note">{redactionWords(detail.redacted)}</p>
      {touched.length > 0 && (
        <>
          <h3>Files</h3>
          <ul className="context-files">
            {touched.map(({ path, reads, writes }) => (
              <li key={path}>
                <code>{path}</code>
                <span className="number">
                  {format.exact(reads)} read, {format.exact(writes)} written
                </span>
              </li>
            ))}
          </ul>
          {files > touched.length && (
            <p className="preview-note">and {format.exact(files - touched.length)} more</p>
          )}
        </>
      )}
    </aside>
  )
}

function factsOf(detail: ContextDetail): readonly (readonly [name: string, value: string])[] {
  const { sessionId, project, model, startedAt, lastActivityAt, tokens, costUsd, healthScore } = detail
  const maybe = (name: string, value: string | null) => (value === null ? [] : [[name, value] as const])
  return [
    ['Session', sessionId],
    ...maybe('Project', project),
    ...maybe('Model', model),
    ['Began', format.dateTime(startedAt)],
    ['Last activity', format.dateTime(lastActivityAt)],
    ['Messages', format.exact(detail.messages)],
    ['Tokens', format.exact(tokens)],
    ...maybe('Cost', costUsd === null ? null : `≈${format.dollars(costUsd)}`),
    ...maybe('Health', healthScore === null ? null : `${healthScore} of 100`),
    ['Exported', `${format.dateTime(detail.exportedAt)}, by ${detail.generator}`],
    ['Imported', format.dateTime(detail.importedAt)],
    ['Size', format.bytes(detail.sizeBytes)],
  ]
}

/** A map: a file may call a kind by a name that every object has. */
const KIND_WORDS: ReadonlyMap<string, string> = new Map([
  ['prompt', 'You'],
  ['answer', 'Answer'],
  ['tool-call', 'Tool'],
  ['tool-result', 'Result'],
])

function SaidMessage({ message }: { readonly message: ContextMessages['messages'][number] }) {
  const { kind, at, model, tool, text, omitted } = message
  const isSpoken = kind === 'prompt' || kind === 'answer'
  const facts = [model, at === null ? null : format.dateTime(at)].filter((fact) => fact !== null)
  return (
    <article className="said" data-kind={isSpoken ? kind : 'other'}>
      <header>
        <span className="said-kind">{KIND_WORDS.get(kind) ?? oneLine(kind)}</span>
        {tool !== null && <code className="said-tool">{oneLine(tool)}</code>}
        <span className="said-facts">{oneLine(facts.join(' · '))}</span>
      </header>
      {text !== '' && (isSpoken ? <Markdown text={text} /> : <pre className="said-text">{text}</pre>)}
      {omitted > 0 && <p className="preview-note">{format.exact(omitted)} more characters are not shown</p>}
    </article>
  )
}
