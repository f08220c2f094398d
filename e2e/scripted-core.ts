import { nothingToSearch } from '../src/core/api/testing/no-conversations.ts'
import { implement } from '@orpc/server'
import { contextProcedures } from '../src/core/api/context-procedures.ts'
import { conversationProcedures } from '../src/core/api/conversation-procedures.ts'
import { sampleContexts } from '../src/core/api/testing/sample-contexts.ts'
import { ConversationUnreadable } from '../src/core/conversation/conversation-source.ts'
import type { ConversationService } from '../src/core/conversation/conversation-service.ts'
import { sampleMessage } from '../src/renderer/features/gallery/sample-conversation.ts'
import { ChangeFeed } from '../src/core/live/change-feed.ts'
import type { ApiRouter } from '../src/server/api-router.ts'
import {
  contract,
  type Indexing,
  type ProviderFailure,
  type Session,
  type SessionDetail,
  type SessionNote,
  type Source,
  type SystemInfo,
} from '../src/shared/contract/index.ts'
import { SAMPLE_BILL } from '../src/shared/contract/testing/sample-bill.ts'
import {
  sampleFindings,
  sampleMakeUp,
  sampleTimeline,
} from '../src/renderer/features/gallery/sample-evidence.ts'
import { sampleOverview } from '../src/renderer/features/gallery/sample-overview.ts'
import { SAMPLE_INFO } from '../src/renderer/features/sessions/testing/scripted-api.ts'

/**
 * The contract over sessions that a test sets: for states that no transcript brings about at will (a reading that goes on,
 * an assistant that fails, a refusal, a model server, any text in any field) and for pictures. Whole journeys go over the
 * real core (`page-journeys.test.ts`).
 */
export interface ScriptedCore {
  readonly router: ApiRouter
  sources: readonly Source[]
  failures: readonly ProviderFailure[]
  info: SystemInfo
  indexing: Indexing | null
  /** What a model server says of the models among the sessions. */
  loadedModel: SessionDetail['loadedModel']
  /** Messages of every session's conversation; `null` where it cannot be read. */
  messages: number | null
  /** Why a note is not kept; `null` where it is. */
  labelsRefused: string | null
  readonly sessions: ReadonlyMap<string, Session>
  /** Procedures called so far. */
  readonly calls: readonly string[]
  /** Stores sessions, and tells every page. */
  change(changed: readonly Session[], removed?: readonly string[]): void
  /** What `info` says of the settings from now on; every page is told. */
  set(settings: Partial<SystemInfo['settings']>): void
}

export function createScriptedCore(given: readonly Session[]): ScriptedCore {
  const feed = new ChangeFeed()
  const sessions = new Map(given.map((session) => [session.id, session]))
  const notes = new Map<string, SessionNote | null>()
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
    messages: 240,
    labelsRefused: null,
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
    set(settings) {
      core.info = { ...core.info, settings: { ...core.info.settings, ...settings } }
      feed.publish([], [], new Date(), true)
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
          return {
            ...detailOf(session),
            note: notes.get(session.id) ?? null,
            loadedModel: core.loadedModel,
          }
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
        setNote: api.sessions.setNote.handler(({ input, errors }) => {
          if (core.labelsRefused !== null) throw errors.NOT_SAVED({ data: { reason: core.labelsRefused } })
          const note = input.text === null ? null : { text: input.text, updatedAt: new Date() }
          notes.set(input.id, note)
          core.change([...sessions.values()].filter(({ id }) => id === input.id))
          return { id: input.id, note }
        }),
        changes: api.sessions.changes.handler(async function* ({ signal }) {
          yield* feed.changes(signal, new Date())
        }),
      },
      contexts: contextProcedures({ candidates: (id) => [id], byIds: () => [] }, sampleContexts()),
      overview: api.overview.handler(() => sampleOverview(new Date())),
      conversations: conversationProcedures(
        { candidates: (id) => [id] },
        scriptedConversations(() => core.messages),
        nothingToSearch(),
      ),
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

const STARTED_AT = new Date('2026-01-02T10:00:00Z')

function scriptedConversations(messages: () => number | null): ConversationService {
  const total = (): number => {
    const count = messages()
    if (count === null) throw new ConversationUnreadable('/nowhere/one.jsonl', 'It is not there.')
    return count
  }
  return {
    async page(id, _transcript, { from, limit }) {
      const all = total()
      const first = from ?? Math.max(0, all - limit)
      const length = Math.max(0, Math.min(limit, all - first))
      const page = Array.from({ length }, (_, index) => sampleMessage(first + index, STARTED_AT))
      return { id, edition: 'one', total: all, from: first, messages: page, transcripts: [], problems: [] }
    },
    timeline: async (id) => sampleTimeline(id, total(), STARTED_AT),
    contextMakeUp: async (id) => sampleMakeUp(id),
    findings: async (id) => sampleFindings(id),
    position: async () => null,
    async text(id, _transcript, { position, from }) {
      if (position >= total()) return total()
      const { text } = sampleMessage(position, STARTED_AT)
      return { id, edition: 'one', position, text, from, textLength: text.length }
    },
  }
}
