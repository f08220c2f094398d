import { implement } from '@orpc/server'
import { conversationProcedures } from '../src/core/api/conversation-procedures.ts'
import { noConversations } from '../src/core/api/testing/no-conversations.ts'
import { ChangeFeed } from '../src/core/live/change-feed.ts'
import type { ApiRouter } from '../src/server/api-router.ts'
import {
  contract,
  type Indexing,
  type ProviderFailure,
  type Session,
  type SessionDetail,
  type Source,
  type SystemInfo,
} from '../src/shared/contract/index.ts'
import { SAMPLE_BILL } from '../src/core/live/testing/sample-bill.ts'
import { sampleOverview } from '../src/renderer/features/gallery/sample-overview.ts'
import { SAMPLE_INFO } from '../src/renderer/features/sessions/testing/scripted-api.ts'

/** The contract over sessions that a test sets, for pages whose host is not what is tested. */
export interface ScriptedCore {
  readonly router: ApiRouter
  sources: readonly Source[]
  failures: readonly ProviderFailure[]
  info: SystemInfo
  indexing: Indexing | null
  /** What a model server says of the models among the sessions. */
  loadedModel: SessionDetail['loadedModel']
  readonly sessions: ReadonlyMap<string, Session>
  /** Procedures called so far. */
  readonly calls: readonly string[]
  /** Stores sessions, and tells every page. */
  change(changed: readonly Session[], removed?: readonly string[]): void
}

export function createScriptedCore(given: readonly Session[]): ScriptedCore {
  const feed = new ChangeFeed()
  const sessions = new Map(given.map((session) => [session.id, session]))
  const calls: string[] = []
  const api = implement(contract).use(({ path, next }) => {
    calls.push(path.join('.'))
    return next()
  })
  const core: ScriptedCore = {
    sources: [],
    failures: [],
    info: SAMPLE_INFO,
    indexing: null,
    loadedModel: null,
    sessions,
    calls,
    change(changed, removed = []) {
      for (const session of changed) sessions.set(session.id, session)
      for (const id of removed) sessions.delete(id)
      feed.publish(
        changed.map((session) => session.id),
        removed,
        new Date(),
      )
    },
    router: api.router({
      sessions: {
        list: api.sessions.list.handler(({ input }) => ({
          generatedAt: new Date(),
          sessions: [...sessions.values()].slice(input.offset, input.offset + input.limit),
          total: sessions.size,
          sources: [...core.sources],
          failures: [...core.failures],
          indexing: core.indexing,
        })),
        get: api.sessions.get.handler(({ input, errors }) => {
          const session = sessions.get(input.id)
          if (session === undefined) throw errors.SESSION_NOT_FOUND({ data: { id: input.id } })
          return { ...detailOf(session), loadedModel: core.loadedModel }
        }),
        byIds: api.sessions.byIds.handler(({ input }) => ({
          sessions: input.ids.flatMap((id) => sessions.get(id) ?? []),
          missing: input.ids.filter((id) => !sessions.has(id)),
        })),
        tag: api.sessions.tag.handler(({ input, errors }) => {
          const session = sessions.get(input.id)
          if (session === undefined) throw errors.SESSION_NOT_FOUND({ data: { id: input.id } })
          const tags = [...new Set([...session.tags, ...input.tags])].toSorted()
          core.change([{ ...session, tags }])
          return { id: input.id, tags }
        }),
        untag: api.sessions.untag.handler(({ input, errors }) => {
          const session = sessions.get(input.id)
          if (session === undefined) throw errors.SESSION_NOT_FOUND({ data: { id: input.id } })
          const tags = session.tags.filter((tag) => !input.tags.includes(tag))
          core.change([{ ...session, tags }])
          return { id: input.id, tags }
        }),
        setProject: api.sessions.setProject.handler(({ input, errors }) => {
          const session = sessions.get(input.id)
          if (session === undefined) throw errors.SESSION_NOT_FOUND({ data: { id: input.id } })
          core.change([{ ...session, project: input.project }])
          return { id: input.id, project: input.project }
        }),
        setNote: api.sessions.setNote.handler(({ input }) => ({
          id: input.id,
          note: input.text === null ? null : { text: input.text, updatedAt: new Date() },
        })),
        changes: api.sessions.changes.handler(async function* ({ signal }) {
          yield* feed.changes(signal, new Date())
        }),
      },
      overview: api.overview.handler(() => sampleOverview(new Date())),
      conversations: conversationProcedures({ candidates: (id) => [id] }, noConversations()),
      system: {
        info: api.system.info.handler(() => core.info),
        doctor: api.system.doctor.handler(() => {
          throw new Error('no page asks for this')
        }),
        bill: api.system.bill.handler(() => SAMPLE_BILL),
        refresh: api.system.refresh.handler(() => ({ revision: feed.currentRevision })),
      },
    }),
  }
  return core
}

function detailOf(session: Session) {
  const { uncachedInput, cacheRead, cacheWrite, output } = session.tokens
  const counts = {
    uncachedInput: uncachedInput ?? 0,
    cacheRead: cacheRead ?? 0,
    cacheWrite: cacheWrite ?? 0,
    output: output ?? 0,
  }
  return {
    session,
    note: null,
    files: [{ path: '/home/ada/session-manager/src/parse.ts', reads: 3, writes: 1 }],
    usageByModel: [
      { model: session.model ?? 'unknown', responses: 9, ...counts, costUsd: session.costUsd.value },
      {
        model: 'claude-haiku',
        responses: 2,
        uncachedInput: 900,
        cacheRead: 0,
        cacheWrite: 0,
        output: 40,
        costUsd: 0.01,
      },
    ],
    transcripts: [
      {
        path: session.transcript ?? '/nowhere',
        sizeBytes: 412_000,
        linesRead: 1_204,
        linesSkipped: { 'not JSON': 1 },
      },
    ],
  }
}
