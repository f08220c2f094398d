import { type ReactNode, useEffect, useRef } from 'react'
import type { HealthLevel, SessionState } from '../../shared/contract/index.ts'
import { CloseIcon } from '../ui/icons.tsx'
import { LevelGlyph } from '../ui/health-badge.tsx'
import { StateGlyph } from '../ui/state-glyph.tsx'
import { KEY_HELP } from './keyboard.ts'

const STATE_MEANINGS = [
  { state: 'stuck', means: 'cannot go on: quota, sign-in or endless retries' },
  { state: 'waiting', means: 'waits for your answer or permission' },
  { state: 'working', means: 'the model or a tool is at work' },
  { state: 'idle', means: 'open, and it is your turn' },
  { state: 'ended', means: 'no process runs it' },
] as const

const LEVEL_MEANINGS = [
  { level: 'healthy', means: 'nothing to do' },
  { level: 'warning', means: 'worth a look' },
  { level: 'critical', means: 'act before its context is lost' },
  { level: 'unscored', means: 'too little is known for a score' },
] as const

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
        <button
          type="button"
          className="icon-button"
          onClick={onClose}
          aria-label="Close"
          title="Close (Esc)"
        >
          <CloseIcon />
        </button>
      </div>
      <div className="help-columns">
        <HelpList
          title="Keys"
          entries={KEY_HELP.map(({ keys, does }) => [does, <Keys key={does} keys={keys} />, does])}
        />
        <div>
          <HelpList
            title="State"
            entries={STATE_MEANINGS.map(({ state, means }) => [
              state,
              <StateSign key={state} state={state} />,
              means,
            ])}
          />
          <HelpList
            title="Health"
            entries={LEVEL_MEANINGS.map(({ level, means }) => [
              level,
              <LevelSign key={level} level={level} />,
              means,
            ])}
          />
          <HelpList title="Numbers" entries={NUMBER_MARKS.map(({ mark, means }) => [mark, mark, means])} />
        </div>
      </div>
    </dialog>
  )
}

type HelpEntry = readonly [key: string, sign: ReactNode, means: string]

function HelpList({ title, entries }: { readonly title: string; readonly entries: readonly HelpEntry[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl className="help-list">
        {entries.map(([key, sign, means]) => (
          <div key={key}>
            <dt>{sign}</dt>
            <dd>{means}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Keys({ keys }: { readonly keys: readonly string[] }) {
  return keys.map((key) => <kbd key={key}>{key}</kbd>)
}

function StateSign({ state }: { readonly state: SessionState }) {
  return (
    <>
      <StateGlyph state={state} /> {state}
    </>
  )
}

function LevelSign({ level }: { readonly level: HealthLevel }) {
  return (
    <>
      <LevelGlyph level={level} /> {level}
    </>
  )
}
