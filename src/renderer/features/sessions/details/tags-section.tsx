import { type KeyboardEvent, useState } from 'react'
import type { Session } from '../../../../shared/contract/index.ts'
import { LONGEST_TAG } from '../../../../shared/domain/labels.ts'
import { CloseIcon } from '../../../ui/icons.tsx'
import { useSessionActions } from '../session-context.ts'
import { oneLine } from '../session-title.ts'
import { useLabelField } from './use-label-field.ts'

/** The words that people put on a session, and a place for another one. */
export function TagsSection({ session }: { readonly session: Session }) {
  const [text, setText] = useState('')
  const field = useLabelField<HTMLInputElement>('tag')
  const { tag, untag } = useSessionActions()
  const onKeyDown = (event: KeyboardEvent): void => {
    const word = oneLine(text)
    if (event.key !== 'Enter' || word === '') return
    setText('')
    void tag(session.id, word)
  }
  return (
    <div className="tags">
      {session.tags.map((word) => (
        <span key={word} className="tag">
          <bdi>{oneLine(word)}</bdi>
          <button
            type="button"
            aria-label={`Take off the tag ${oneLine(word)}`}
            title="Take it off"
            onClick={() => void untag(session.id, word)}
          >
            <CloseIcon />
          </button>
        </span>
      ))}
      <input
        ref={field}
        className="label-field tag-field"
        aria-label="Add a tag"
        placeholder="Add a tag"
        value={text}
        maxLength={LONGEST_TAG}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
    </div>
  )
}
