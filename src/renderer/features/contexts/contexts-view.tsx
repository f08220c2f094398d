import { useEffect, useState } from 'react'
import type { ListedContext } from '../../../shared/contract/index.ts'
import { format } from '../../ui/format.ts'
import { useSessionActions, useSessions } from '../sessions/session-context.ts'
import { SessionProvider } from '../sessions/session-provider.tsx'
import { sessionTitle } from '../sessions/session-title.ts'
import { contextTitle } from './context-words.ts'
import { useContextList, useContextListActions, useImportActions } from './contexts-context.ts'
import { ExportMenu } from './export-menu.tsx'
import { Pending } from './pending.tsx'
import './contexts.css'

/** What was imported: sessions of other machines and other times, as they were when they were exported. */
export function ContextsView() {
  const contexts = useContextList((state) => state.contexts)
  const failure = useContextList((state) => state.failure)
  const { load } = useContextListActions()
  const live = useSessions((state) => state.connection.kind === 'live')
  useEffect(() => {
    if (live) void load()
  }, [load, live])
  return (
    <main className="page contexts" tabIndex={-1}>
      {contexts === null && <Pending what="The imported contexts" failure={failure} />}
      {contexts !== null && <ContextBoard contexts={contexts} failure={failure} />}
    </main>
  )
}

interface ContextBoardProps {
  readonly contexts: readonly ListedContext[]
  readonly failure: string | null
}

function ContextBoard({ contexts, failure }: ContextBoardProps) {
  const total = useContextList((state) => state.total)
  const { begin } = useImportActions()
  const { loadMore, remove } = useContextListActions()
  return (
    <div className="contexts-board">
      <header className="contexts-head">
        <h2>Imported contexts</h2>
        <span className="contexts-count">{format.exact(total)}</span>
        <button type="button" className="button" onClick={begin}>
          Import context…
        </button>
      </header>
      {failure !== null && (
        <p className="import-trouble" role="alert">
          {failure}
        </p>
      )}
      {contexts.length === 0 ? (
        <Nothing />
      ) : (
        <ul className="context-list" aria-label="Imported contexts">
          {contexts.map((context) => (
            <ContextRow key={context.id} context={context} onRemove={() => remove(context.id)} />
          ))}
        </ul>
      )}
      {contexts.length < total && (
        <button type="button" className="link-button" onClick={() => void loadMore()}>
          Show more of {format.exact(total)}
        </button>
      )}
    </div>
  )
}

function Nothing() {
  return (
    <div className="contexts-none">
      <p>
        A context is what a session was, used, touched and said, in one file. Export one with{' '}
        <code className="command">llm-session export ID -o context.json</code>, here or on another machine,
        and drop the file anywhere on this page.
      </p>
      <p>What is imported stays on this machine, apart from its own sessions, until you remove it.</p>
    </div>
  )
}

function ContextRow({
  context,
  onRemove,
}: {
  readonly context: ListedContext
  readonly onRemove: () => Promise<unknown>
}) {
  const { show } = useSessionActions()
  const { id, provider, importedAt, sizeBytes, attachedTo } = context
  return (
    <li className="context-row">
      <SessionProvider provider={provider} />
      <button
        type="button"
        className="context-open"
        onClick={() => show({ kind: 'context', contextId: id })}
        title="Open"
      >
        <bdi className="context-name">{contextTitle(context)}</bdi>
        <span className="context-facts">
          imported {format.dateTime(importedAt)} · {format.bytes(sizeBytes)}
        </span>
      </button>
      {attachedTo !== null && <AttachedTo id={attachedTo} />}
      <ExportMenu ids={[id]} />
      <RemoveButton title={contextTitle(context)} onRemove={onRemove} />
    </li>
  )
}

/** The session here that a context belongs to. */
export function AttachedTo({ id }: { readonly id: string }) {
  const session = useSessions(({ sessions }) => sessions.get(id))
  const { openSession } = useSessionActions()
  return (
    <button type="button" className="link-button context-session" onClick={() => openSession(id)}>
      with <bdi>{session === undefined ? id : sessionTitle(session)}</bdi>
    </button>
  )
}

/** Asks once, in its own place: what was imported is here only. */
export function RemoveButton({
  title,
  onRemove,
}: {
  readonly title: string
  readonly onRemove: () => Promise<unknown>
}) {
  const [asked, setAsked] = useState(false)
  if (!asked) {
    return (
      <button
        type="button"
        className="text-button"
        aria-label={`Remove ${title}`}
        onClick={() => setAsked(true)}
      >
        Remove
      </button>
    )
  }
  return (
    <span className="context-sure" onKeyDown={(event) => event.key === 'Escape' && setAsked(false)}>
      <button
        type="button"
        className="text-button"
        data-danger="true"
        autoFocus
        onClick={() => void onRemove()}
        onBlur={() => setAsked(false)}
        aria-label={`Really remove ${title}`}
      >
        Really remove?
      </button>
    </span>
  )
}
