import { sampleSession } from '../../shared/contract/testing/sample-session.ts'
import { once } from 'node:events'
import { implement } from '@orpc/server'
import { contextProcedures } from '../../core/api/context-procedures.ts'
import { conversationProcedures } from '../../core/api/conversation-procedures.ts'
import { sampleContexts } from '../../core/api/testing/sample-contexts.ts'
import { noConversations, nothingToSearch } from '../../core/api/testing/no-conversations.ts'
import { type Change, contract, type Session, type SystemInfo } from '../../shared/contract/index.ts'
import { SAMPLE_BILL } from '../../shared/contract/testing/sample-bill.ts'
import type { ApiRouter } from '../api-router.ts'

/** What an unknown error says; it must never reach a client. */
export const SECRET = 'the password is hunter2'

/** A session reference that makes the fake core fail with an unknown error. */
export const EXPLODING_ID = 'explode'

/** A moment with milliseconds, to see whether dates survive whole. */
export const STARTED_AT = new Date('2026-02-28T23:59:59.123Z')

export interface FakeCore {
  readonly router: ApiRouter
  /** Sends a change to every open stream. */
  emit(change: Change): void
  /** Makes every open stream fail with an unknown error. */
  failStreams(): void
  /** Resolves when so many streams have been opened. */
  opened(count: number): Promise<void>
  /** Resolves when the `finally` of so many streams has run. */
  cleanedUp(count: number): Promise<void>
  /** Calls that reached an implementation. */
  calls(): number
}

/** A small implementation of the real contract whose streams tell when they begin and end. */
export function createFakeCore(): FakeCore {
  const events = new EventTarget()
  const streams = { opened: 0, cleanedUp: 0 }
  let calls = 0
  const count = (name: keyof typeof streams): void => {
    streams[name] += 1
    events.dispatchEvent(new Event(name))
  }
  const reached = async (name: keyof typeof streams, wanted: number): Promise<void> => {
    while (streams[name] < wanted) await once(events, name)
  }
  const changes = async function* (signal: AbortSignal | undefined): AsyncGenerator<Change, void> {
    const inbox = openInbox(events, signal)
    count('opened')
    try {
      yield changeOf([])
      for (;;) {
        const change = await inbox.next()
        if (!change) return
        yield change
      }
    } finally {
      inbox.close()
      count('cleanedUp')
    }
  }
  return {
    router: createRouter(changes, () => (calls += 1)),
    emit: (change) => void events.dispatchEvent(new CustomEvent('change', { detail: change })),
    failStreams: () => void events.dispatchEvent(new CustomEvent('change', { detail: new Error(SECRET) })),
    opened: (wanted) => reached('opened', wanted),
    cleanedUp: (wanted) => reached('cleanedUp', wanted),
    calls: () => calls,
  }
}

type ChangeStream = (signal: AbortSignal | undefined) => AsyncGenerator<Change, void>

function createRouter(changes: ChangeStream, called: () => void): ApiRouter {
  const api = implement(contract).use(({ next }) => {
    called()
    return next()
  })
  return api.router({
    sessions: {
      list: api.sessions.list.handler(({ input }) => ({
        generatedAt: STARTED_AT,
        sessions: [titledSession('claude-code:one')].slice(input.offset),
        total: 1,
        sources: [],
        failures: [],
        indexing: null,
      })),
      get: api.sessions.get.handler(({ input, errors }) => {
        if (input.id === EXPLODING_ID) throw new Error(SECRET)
        if (input.id !== 'claude-code:one') {
          throw errors.AMBIGUOUS_ID({ data: { id: input.id, candidates: ['claude-code:one', 'codex:one'] } })
        }
        return {
          session: titledSession(input.id),
          note: null,
          files: [],
          loadedModel: null,
          usageByModel: [],
          transcripts: [],
        }
      }),
      byIds: api.sessions.byIds.handler(({ input }) => ({ sessions: [], missing: input.ids })),
      tag: api.sessions.tag.handler(({ input }) => ({ id: input.id, tags: input.tags })),
      untag: api.sessions.untag.handler(({ input }) => ({ id: input.id, tags: [] })),
      setProject: api.sessions.setProject.handler(({ input }) => ({ id: input.id, project: input.project })),
      setNote: api.sessions.setNote.handler(({ input }) => ({ id: input.id, note: null })),
      changes: api.sessions.changes.handler(({ signal }) => changes(signal)),
    },
    overview: api.overview.handler(() => {
      throw new Error(SECRET)
    }),
    conversations: conversationProcedures({ candidates: (id) => [id] }, noConversations(), nothingToSearch()),
    contexts: contextProcedures({ candidates: (id) => [id], byIds: () => [] }, sampleContexts()),
    system: {
      info: api.system.info.handler(sampleInfo),
      doctor: api.system.doctor.handler(() => ({
        info: sampleInfo(),
        sources: [],
        indexing: null,
        processes: { scanned: 0, unreadable: 0, assistants: 0 },
        providers: [],
        store: [],
        scan: { filesStatted: 0, filesRead: 0, bytesRead: 0, rowsWritten: 0, milliseconds: 0 },
        bill: SAMPLE_BILL,
      })),
      bill: api.system.bill.handler(() => SAMPLE_BILL),
      refresh: api.system.refresh.handler(() => ({ revision: 1 })),
    },
  })
}

/** A change that names these sessions. */
export function changeOf(changed: readonly string[]): Change {
  return { revision: 1, changed: [...changed], removed: [], at: STARTED_AT }
}

interface Inbox {
  /** The next change; `undefined` when the caller is gone. Rejects when the streams are made to fail. */
  next(): Promise<Change | undefined>
  close(): void
}

function openInbox(events: EventTarget, signal: AbortSignal | undefined): Inbox {
  const waiting: (Change | Error)[] = []
  const wake = new EventTarget()
  const receive = (event: Event): void => {
    if (event instanceof CustomEvent) waiting.push(event.detail)
    wake.dispatchEvent(new Event('wake'))
  }
  const isStopped = (): boolean => signal?.aborted === true
  const stop = (): void => void wake.dispatchEvent(new Event('wake'))
  events.addEventListener('change', receive)
  signal?.addEventListener('abort', stop)
  return {
    async next() {
      while (waiting.length === 0 && !isStopped()) await once(wake, 'wake')
      const item = isStopped() ? undefined : waiting.shift()
      if (item instanceof Error) throw item
      return item
    },
    close() {
      events.removeEventListener('change', receive)
      signal?.removeEventListener('abort', stop)
    },
  }
}

function sampleInfo(): SystemInfo {
  return {
    version: '0.0.0',
    node: '24.0.0',
    platform: 'linux',
    dataFolder: '/data',
    sqlite: '3.54.1',
    ownsIndex: true,
    host: { kind: 'server', capabilities: [] },
    machine: { system: 'Testix 1', cpuModel: 'Example', cpus: 2, memoryBytes: 1024, bootId: 'boot' },
    demo: true,
    providers: [],
    prices: { source: 'none', date: '2026-01-01', own: 0 },
    settings: {
      path: '/settings/config.yaml',
      problems: [],
      dashboard: { theme: 'system', refreshMs: 5000 },
    },
  }
}

/** With a title that every transport has to carry as it is. */
function titledSession(id: string): Session {
  return sampleSession({ id, title: 'Überschrift – “quoted” <b>', startedAt: STARTED_AT })
}
