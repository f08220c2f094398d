import type { Change, Session } from '../shared/contract/index.ts'

/** Pause before a broken watch begins anew. */
const RETRY_MS = 5_000

/** The core's sessions, as the host itself asks for them. */
export interface SessionSource {
  list(): readonly Session[]
  byIds(ids: readonly string[]): readonly Session[]
  /** Begins with a change that names nothing. */
  changes(signal: AbortSignal): AsyncIterable<Change>
}

export interface SessionWatchParts {
  readonly source: SessionSource
  readonly onSessions: (sessions: readonly Session[]) => void
  /** The watch broke; it begins anew by itself. */
  readonly onLost: (cause: unknown) => void
  /** Resolves after so many milliseconds, or when the signal aborts. Never rejects. */
  readonly delay: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

export interface SessionWatch {
  /** Starts or ends it; twice the same changes nothing. */
  readonly set: (on: boolean) => void
}

/** Keeps the host itself informed of every session, for the tray and for notifications. */
export function createSessionWatch(parts: SessionWatchParts): SessionWatch {
  let running: AbortController | undefined
  return {
    set(on) {
      if (on === (running !== undefined)) return
      running?.abort()
      running = on ? new AbortController() : undefined
      if (running !== undefined) void watch(parts, running.signal)
    },
  }
}

async function watch(parts: SessionWatchParts, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await follow(parts, signal)
      if (!signal.aborted) parts.onLost(new Error('the stream of changes ended'))
    } catch (cause) {
      if (!signal.aborted) parts.onLost(cause)
    }
    if (!signal.aborted) await parts.delay(RETRY_MS, signal)
  }
}

/** The stream opens before the list is asked for, so that nothing falls between them. */
async function follow({ source, onSessions }: SessionWatchParts, signal: AbortSignal): Promise<void> {
  const sessions = new Map<string, Session>()
  let isFirst = true
  for await (const { changed, removed } of source.changes(signal)) {
    const fetched = isFirst ? source.list() : source.byIds(changed)
    isFirst = false
    if (signal.aborted) return
    for (const id of removed) sessions.delete(id)
    for (const session of fetched) sessions.set(session.id, session)
    onSessions([...sessions.values()])
  }
}
