import { useEffect, useRef } from 'react'
import { CloseIcon } from '../../ui/icons.tsx'
import { LevelGlyph } from '../../ui/health-badge.tsx'
import { StateGlyph } from '../../ui/state-glyph.tsx'
import { KEY_HELP } from './keyboard.ts'

const STATE_MEANINGS = [
  { state: 'stuck', means: 'cannot go on: quota, sign-in or endless retries' },
  { state: 'waiting', means: 'waits for your answer or permission' },
  { state: 'working', means: 'the model or a tool is at work' },
  { state: 'idle', means: 'open, and it is your turn' },
  { state: 'ended', means: 'no process runs it' },
] as const

const LEVELS = ['healthy', 'warning', 'critical', 'unscored'] as const

const NUMBER_MARKS = [
  { mark: '123', means: 'reported by the assistant' },
  { mark: '~123', means: 'counted from the text' },
  { mark: '≈123', means: 'estimated' },
  { mark: '–', means: 'not known' },
] as const

export function HelpDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (open) dialog.current?.showModal()
    else dialog.current?.close()
  }, [open])
  return (
    <dialog ref={dialog} className="help" aria-labelledby="help-title" onClose={onClose}>
      <div className="help-head">
        <h2 id="help-title">Keys and signs</h2>
        <button type="button" className="icon-button" onClick={onClose} aria-label="Close" title="Close (Esc)">
          <CloseIcon />
        </button>
      </div>
      <div className="help-columns">
        <dl className="help-list">
          {KEY_HELP.map(({ keys, does }) => (
            <div key={does}>
              <dt>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <Signs />
      </div>
    </dialog>
  )
}

function Signs() {
  return (
    <dl className="help-list">
      {STATE_MEANINGS.map(({ state, means }) => (
        <div key={state}>
          <dt>
            <StateGlyph state={state} /> {state}
          </dt>
          <dd>{means}</dd>
        </div>
      ))}
      {LEVELS.map((level) => (
        <div key={level}>
          <dt>
            <LevelGlyph level={level} /> {level}
          </dt>
          <dd>{level === 'unscored' ? 'too little is known for a score' : 'health'}</dd>
        </div>
      ))}
      {NUMBER_MARKS.map(({ mark, means }) => (
        <div key={mark}>
          <dt className="number">{mark}</dt>
          <dd>{means}</dd>
        </div>
      ))}
    </dl>
  )
}
