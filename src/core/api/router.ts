import { implement } from '@orpc/server'
import { type Change, contract, type SessionDetail, type SessionList } from '../../shared/contract/index.ts'
import type { Session } from '../../shared/contract/session.ts'
import type { DoctorReport, SystemInfo } from '../../shared/contract/source.ts'

/** What the router asks of the application. Everything is read; nothing here changes a user's file. */
export interface SessionService {
  list(filter: {
    scope: 'recent' | 'all'
    state?: Session['state'] | undefined
    provider?: string | undefined
    project?: string | undefined
    limit: number
    offset: number
  }): SessionList
  /** Ids that a shortened one may mean; exactly one where it is unambiguous. */
  candidates(id: string): readonly string[]
  detail(id: string): SessionDetail | undefined
  byIds(ids: readonly string[]): Session[]
  changes(signal: AbortSignal | undefined): AsyncIterableIterator<Change>
  info(): Promise<SystemInfo>
  doctor(): Promise<DoctorReport>
  /** Looks at disk and processes once and answers with the revision after it. */
  refresh(): Promise<number>
}

/** The contract, answered by the application. The same object serves every transport. */
export function createRouter(service: SessionService) {
  const os = implement(contract)
  return os.router({
    sessions: {
      list: os.sessions.list.handler(({ input }) => service.list(input)),
      get: os.sessions.get.handler(({ input, errors }) => {
        const candidates = service.candidates(input.id)
        const [id] = candidates
        if (id === undefined) throw errors.SESSION_NOT_FOUND({ data: { id: input.id } })
        if (candidates.length > 1)
          throw errors.AMBIGUOUS_ID({ data: { id: input.id, candidates: [...candidates] } })
        const detail = service.detail(id)
        if (!detail) throw errors.SESSION_NOT_FOUND({ data: { id: input.id } })
        return detail
      }),
      byIds: os.sessions.byIds.handler(({ input }) => {
        const sessions = service.byIds(input.ids)
        const found = new Set(sessions.map((session) => session.id))
        return { sessions, missing: input.ids.filter((id) => !found.has(id)) }
      }),
      changes: os.sessions.changes.handler(async function* ({ signal }) {
        yield* service.changes(signal)
      }),
    },
    system: {
      info: os.system.info.handler(() => service.info()),
      doctor: os.system.doctor.handler(() => service.doctor()),
      refresh: os.system.refresh.handler(async () => ({ revision: await service.refresh() })),
    },
  })
}

export type AppRouter = ReturnType<typeof createRouter>
