import { type KeyboardEvent, useId, useState } from 'react'
import type { Session, SessionDetail } from '../../../../shared/contract/index.ts'
import { LONGEST_NOTE, LONGEST_PROJECT_NAME } from '../../../../shared/domain/labels.ts'
import { plainText } from '../../../../shared/domain/plain-text.ts'
import { format } from '../../../ui/format.ts'
import { useSessionActions } from '../session-context.ts'
import { oneLine } from '../session-title.ts'
import { useLabelField } from './use-label-field.ts'

export interface LabelsSectionProps {
  readonly session: Session
  /** Of this session; `null` until it is there. */
  readonly detail: SessionDetail | null
}

/** What a person calls the session's project, and what they wrote down. Kept when the field is left. */
export function LabelsSection({ session, detail }: LabelsSectionProps) {
  return (
    <div className="labels">
      <ProjectField session={session} />
      <NoteField session={session} detail={detail} />
    </div>
  )
}

function ProjectField({ session }: Pick<LabelsSectionProps, 'session'>) {
  const id = useId()
  const field = useLabelField<HTMLInputElement>('project')
  const { setProject } = useSessionActions()
  const present = oneLine(session.project ?? '')
  const draft = useDraft(present, (text) => setProject(session.id, plainText(text) || null))
  return (
    <>
      <label htmlFor={id}>Project</label>
      <input
        ref={field}
        id={id}
        className="label-field"
        placeholder="The name of its folder"
        value={draft.text}
        maxLength={LONGEST_PROJECT_NAME}
        autoComplete="off"
        onChange={(event) => draft.write(event.target.value)}
        onBlur={draft.keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur()
          else leaveUnchanged(event, draft.drop)
        }}
      />
    </>
  )
}

function NoteField({ session, detail }: LabelsSectionProps) {
  const id = useId()
  const field = useLabelField<HTMLTextAreaElement>('note')
  const { setNote } = useSessionActions()
  const note = detail?.note ?? null
  const draft = useDraft(note?.text ?? '', (text) => setNote(session.id, text.trim() === '' ? null : text))
  return (
    <>
      <label htmlFor={id}>Note</label>
      <textarea
        ref={field}
        id={id}
        className="label-field note-field"
        rows={2}
        placeholder={detail === null ? 'Being read…' : 'What you want to remember of this session'}
        title={note === null ? undefined : `Of ${format.dateTime(note.updatedAt)}`}
        readOnly={detail === null}
        value={draft.text}
        maxLength={LONGEST_NOTE}
        onChange={(event) => draft.write(event.target.value)}
        onBlur={draft.keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.blur()
          else leaveUnchanged(event, draft.drop)
        }}
      />
    </>
  )
}

interface Draft {
  readonly text: string
  readonly write: (text: string) => void
  readonly keep: () => void
  /** Forgets what was written, and tells whether there was anything. */
  readonly drop: () => boolean
}

/** A text that is being written, until it is kept; what is there already, as long as nobody writes. */
function useDraft(present: string, keepText: (text: string) => Promise<boolean>): Draft {
  const [draft, setDraft] = useState<string | null>(null)
  const keep = async (): Promise<void> => {
    if (draft === null) return
    const isKept = draft === present || (await keepText(draft))
    // A text that was refused stays to be tried again, and so does what was written meanwhile.
    if (isKept) setDraft((now) => (now === draft ? null : now))
  }
  return {
    text: draft ?? present,
    write: setDraft,
    keep: () => void keep(),
    drop() {
      setDraft(null)
      return draft !== null && draft !== present
    },
  }
}

/** The first Escape takes back what was written; the next one is the page's. */
function leaveUnchanged(event: KeyboardEvent, drop: () => boolean): void {
  if (event.key === 'Escape' && drop()) event.preventDefault()
}
