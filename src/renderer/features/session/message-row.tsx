import { memo } from 'react'
import type { ConversationMessage } from '../../../shared/contract/index.ts'
import { format } from '../../ui/format.ts'
import { CodeText } from '../../ui/code/code-text.tsx'
import { Markdown } from '../../ui/markdown/markdown.tsx'
import { oneLine } from '../sessions/session-title.ts'
import { messageLanguage } from './message-language.ts'
import './message-row.css'

type Kind = ConversationMessage['kind']

export interface MessageRowProps {
  readonly position: number
  readonly total: number
  /** `undefined` while its page is on its way. */
  readonly message: ConversationMessage | undefined
  /** Where it was fetched: `message` holds only the beginning of a long text. */
  readonly wholeText: string | undefined
  readonly unfolded: boolean
  /** The message that somebody was led to. */
  readonly isTarget: boolean
  readonly onToggle: (position: number) => void
  readonly onLoadText: (position: number) => Promise<void>
}

/** Kinds whose text is Markdown, and is shown without being asked for. */
const SPOKEN: ReadonlySet<Kind> = new Set<Kind>(['prompt', 'answer'])

const KIND_WORDS: Readonly<Record<Kind, string>> = {
  prompt: 'You',
  answer: 'Answer',
  thinking: 'Thinking',
  'tool-call': 'Tool',
  'tool-result': 'Result',
  compaction: 'Context compacted',
  error: 'Error',
  retry: 'Retry',
  'model-change': 'Model changed',
  interruption: 'Interrupted',
  note: 'Note',
}

const OUTCOME_WORDS: Readonly<Record<NonNullable<ConversationMessage['outcome']>, string>> = {
  ok: '✓ done',
  error: '✕ failed',
  rejected: '⊘ refused',
}

export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { position, total, message, isTarget } = props
  if (message === undefined) {
    return (
      <article className="message" data-kind="pending" aria-posinset={position + 1} aria-setsize={total}>
        <span className="message-kind">…</span>
      </article>
    )
  }
  return (
    <article
      className="message"
      data-kind={message.kind}
      data-outcome={message.outcome ?? undefined}
      data-target={isTarget}
      data-subagent={message.subagent}
      aria-posinset={position + 1}
      aria-setsize={total}
    >
      {SPOKEN.has(message.kind) ? (
        <Spoken {...props} message={message} />
      ) : (
        <Folded {...props} message={message} />
      )}
    </article>
  )
})

type LoadedProps = MessageRowProps & { readonly message: ConversationMessage }

function Spoken({ message, wholeText, onLoadText }: LoadedProps) {
  return (
    <>
      <header className="message-head">
        <span className="message-kind">{KIND_WORDS[message.kind]}</span>
        <MessageFacts message={message} />
      </header>
      <Markdown text={wholeText ?? message.text} />
      <Rest message={message} isWhole={wholeText !== undefined} onLoadText={onLoadText} />
    </>
  )
}

/** One line until it is asked for. */
function Folded({ message, wholeText, unfolded, onToggle, onLoadText }: LoadedProps) {
  const { tool, outcome, text } = message
  const subject = message.kind === 'tool-result' ? text : (tool?.target ?? text)
  return (
    <>
      <button
        type="button"
        className="message-line"
        aria-expanded={unfolded}
        onClick={() => onToggle(message.position)}
      >
        <span className="message-fold" aria-hidden="true">
          {unfolded ? '▾' : '▸'}
        </span>
        <span className="message-kind">
          {message.kind === 'tool-call' ? oneLine(tool?.name ?? 'tool') : KIND_WORDS[message.kind]}
        </span>
        <code className="message-subject">{oneLine(subject)}</code>
        {outcome !== null && <span className="message-outcome">{OUTCOME_WORDS[outcome]}</span>}
        <MessageFacts message={message} />
      </button>
      {unfolded && (
        <>
          <pre className="message-text">
            <CodeText text={wholeText ?? text} language={messageLanguage(message)} />
          </pre>
          <Rest message={message} isWhole={wholeText !== undefined} onLoadText={onLoadText} />
        </>
      )}
    </>
  )
}

function MessageFacts({ message }: { readonly message: ConversationMessage }) {
  const { at, usage, contextUsed, model } = message
  const facts = [
    usage === null ? null : `${format.compact(usage.output)} out`,
    contextUsed === null ? null : `context ${format.compact(contextUsed)}`,
    model === null ? null : oneLine(model),
    at === null ? null : format.clockTime(at),
  ].filter((fact) => fact !== null)
  return (
    <span className="message-facts" title={at === null ? undefined : format.dateTime(at)}>
      {facts.join(' · ')}
    </span>
  )
}

interface RestProps {
  readonly message: ConversationMessage
  readonly isWhole: boolean
  readonly onLoadText: (position: number) => Promise<void>
}

function Rest({ message, isWhole, onLoadText }: RestProps) {
  if (!message.truncated || isWhole) return null
  return (
    <button type="button" className="link-button" onClick={() => void onLoadText(message.position)}>
      Show all {format.exact(message.textLength)} characters
    </button>
  )
}
