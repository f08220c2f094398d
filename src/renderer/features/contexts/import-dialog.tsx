import { useEffect, useId, useRef, useState } from 'react'
import { format } from '../../ui/format.ts'
import { CloseIcon } from '../../ui/icons.tsx'
import { useSessions } from '../sessions/session-context.ts'
import { sessionTitle } from '../sessions/session-title.ts'
import { counted } from './context-words.ts'
import { useImportActions, useImports } from './contexts-context.ts'
import { chosenFiles } from './follow-drops.ts'
import { ImportCard } from './import-card.tsx'
import { addedBy, isBusy } from './import-state.ts'
import './contexts.css'

/** What a person who works with keys is led to: the dialog itself would begin with the button that closes it. */
const FIRST_FOCUS = 'import-choose'

/** Files that are looked into, what an import of them would do, and the button that does it. */
export function ImportDialog() {
  const dialog = useRef<HTMLDialogElement>(null)
  const files = useImports((state) => state.files)
  const leftOut = useImports((state) => state.leftOut)
  const { close } = useImportActions()
  useEffect(() => {
    dialog.current?.showModal()
    dialog.current?.querySelector<HTMLElement>(`.${FIRST_FOCUS}`)?.focus()
  }, [])
  return (
    <dialog ref={dialog} className="import-dialog" aria-labelledby="import-title" onClose={close}>
      <div className="import-head">
        <h2 id="import-title">Import contexts</h2>
        <button type="button" className="icon-button" onClick={close} aria-label="Close" title="Close (Esc)">
          <CloseIcon />
        </button>
      </div>
      <FileChoice isFirst={files.length === 0} />
      {leftOut > 0 && (
        <p className="import-note" role="alert">
          {format.exact(leftOut)} more files were not taken: drop fewer at once.
        </p>
      )}
      <ul className="import-files" aria-live="polite" aria-label="Files">
        {files.map((file) => (
          <ImportCard key={file.key} file={file} />
        ))}
      </ul>
      {files.length > 0 && <Confirmation />}
    </dialog>
  )
}

function FileChoice({ isFirst }: { readonly isFirst: boolean }) {
  const input = useRef<HTMLInputElement>(null)
  const { look } = useImportActions()
  return (
    <div className="import-choice" data-first={isFirst}>
      <p>
        {isFirst
          ? 'Drop files that were exported here, on this machine or another, or choose them.'
          : 'More files may be dropped here.'}
      </p>
      {/* The button opens it: the browser's own looks different everywhere. */}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        aria-label="Files of exported contexts"
        accept=".json,.yaml,.yml,.md,.markdown,.gz"
        onChange={({ currentTarget }) => {
          const chosen = chosenFiles(currentTarget.files)
          // The same file may be chosen again.
          currentTarget.value = ''
          void look(chosen)
        }}
      />
      <button
        type="button"
        className={isFirst ? `button ${FIRST_FOCUS}` : 'link-button'}
        onClick={() => input.current?.click()}
      >
        Choose files…
      </button>
    </div>
  )
}

function Confirmation() {
  const files = useImports((state) => state.files)
  const { importAll, close } = useImportActions()
  const selected = useSessions(({ selectedId, sessions }) =>
    selectedId === null ? undefined : sessions.get(selectedId),
  )
  const [attached, setAttached] = useState(false)
  const field = useId()
  const ready = files.some(({ step }) => step.kind === 'importable')
  const added = addedBy(files)
  const busy = isBusy(files)
  return (
    <div className="import-end">
      {selected !== undefined && ready && (
        <label htmlFor={field}>
          <input
            id={field}
            type="checkbox"
            checked={attached}
            onChange={({ target }) => setAttached(target.checked)}
          />
          <span>
            attach to <bdi>{sessionTitle(selected)}</bdi>
          </span>
        </label>
      )}
      <button type="button" className="text-button" onClick={close}>
        {ready || busy ? 'Cancel' : 'Close'}
      </button>
      {(ready || busy) && (
        <button
          type="button"
          className="button"
          disabled={busy || (added === 0 && !attached)}
          onClick={() => void importAll(attached ? (selected?.id ?? null) : null)}
        >
          {importWords({ added, busy, attached })}
        </button>
      )}
    </div>
  )
}

function importWords({
  added,
  busy,
  attached,
}: Record<'busy' | 'attached', boolean> & { added: number }): string {
  if (busy) return 'Looking into it…'
  // What is here already can still be attached.
  if (added === 0) return attached ? 'Attach' : 'Nothing new to import'
  return `Import ${counted(added, 'context')}`
}
