import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Session } from '../../../shared/contract/index.ts'
import { useRows } from '../../ui/use-rows.ts'
import { useSessionApi } from '../sessions/session-context.ts'
import { oneLine } from '../sessions/session-title.ts'
import { createConversationStore } from './conversation-store.ts'
import { MessageRow } from './message-row.tsx'
import './conversation.css'

/** A guess in pixels: most messages are folded to a line. */
const MESSAGE_HEIGHT = 34

export interface ConversationViewProps {
  readonly session: Session
  /** The message to bring into sight; `null` for the end. */
  readonly goal: number | null
}

/** What was said and done. Opens at its end, and stays there while the session goes on. */
export function ConversationView({ session, goal }: ConversationViewProps) {
  const api = useSessionApi()
  const [store] = useState(() => createConversationStore(api, session.id))
  const { total, failure, problems, loadEnd } = useStore(store)
  const lastActivityAt = session.lastActivityAt?.getTime()
  useEffect(() => void loadEnd(lastActivityAt), [loadEnd, lastActivityAt])
  if (total === null) {
    return (
      <section className="conversation" aria-label="Conversation">
        <p className="conversation-note" role={failure === null ? 'status' : 'alert'}>
          {failure ?? 'Reading the conversation…'}
        </p>
      </section>
    )
  }
  return (
    <section className="conversation" aria-label="Conversation">
      {failure !== null && (
        <p className="conversation-note" role="alert">
          {oneLine(failure)}
        </p>
      )}
      {problems.map(({ path, reason }) => (
        <p key={path} className="conversation-note" role="alert">
          Not whole: <code className="path">{oneLine(path)}</code> {oneLine(reason)}
        </p>
      ))}
      {total === 0 && <p className="conversation-note">Nothing was said yet.</p>}
      <Messages store={store} total={total} goal={goal} />
    </section>
  )
}

interface MessagesProps {
  readonly store: ReturnType<typeof createConversationStore>
  readonly total: number
  readonly goal: number | null
}

function Messages({ store, total, goal }: MessagesProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set())
  const { messages, texts, need, loadText } = useStore(store)
  const keys = useMemo(() => Array.from({ length: total }, (_, position) => String(position)), [total])
  const guess = useCallback(() => MESSAGE_HEIGHT, [])
  const rows = useRows({
    scroller,
    keys,
    guess,
    goal: goal === null ? null : String(goal),
    sticksToEnd: goal === null,
  })
  const first = rows.drawn[0]?.index ?? 0
  const end = (rows.drawn.at(-1)?.index ?? -1) + 1
  useEffect(() => need(first, end), [need, first, end])
  const toggle = useCallback((position: number): void => {
    setUnfolded((open) => {
      const next = new Set(open)
      if (!next.delete(position)) next.add(position)
      return next
    })
  }, [])
  return (
    <div ref={scroller} className="messages" tabIndex={0} role="feed" aria-label="Messages">
      <div className="rows" role="presentation" style={{ height: rows.height }}>
        {rows.drawn.map(({ index, key, start }) => (
          <div
            key={key}
            ref={rows.measure}
            data-key={key}
            className="row-place"
            style={{ transform: `translateY(${start}px)` }}
          >
            <MessageRow
              position={index}
              total={total}
              message={messages.get(index)}
              wholeText={texts.get(index)}
              unfolded={unfolded.has(index)}
              isTarget={goal === index}
              onToggle={toggle}
              onLoadText={loadText}
            />
          </div>
        ))}
      </div>
    </div>
  )
}
