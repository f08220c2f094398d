import { implement } from '@orpc/server'
import { contract } from '../../shared/contract/index.ts'
import type { SessionNote } from '../../shared/contract/session.ts'
import type { Labelled } from '../labels/label-keeper.ts'
import { spokenNote } from '../labels/spoken-note.ts'
import type { SessionService } from '../sessions/session-service.ts'
import type { Note } from '../store/user-labels.ts'
import { contextProcedures } from './context-procedures.ts'
import { conversationProcedures } from './conversation-procedures.ts'
import { type ContractErrors, idOf } from './session-id.ts'

/** The contract, answered by the application: what a host serves over a transport. The same object serves each of them. */
export function createRouter(service: SessionService) {
  const os = implement(contract)
  return os.router({
    sessions: {
      list: os.sessions.list.handler(({ input }) => service.list(input)),
      get: os.sessions.get.handler(({ input, errors }) => {
        const detail = service.detail(idOf(service, input.id, errors))
        if (!detail) throw errors.SESSION_NOT_FOUND({ data: { id: input.id } })
        return detail
      }),
      byIds: os.sessions.byIds.handler(({ input }) => {
        const sessions = service.byIds(input.ids)
        const found = new Set(sessions.map((session) => session.id))
        return { sessions, missing: input.ids.filter((id) => !found.has(id)) }
      }),
      tag: os.sessions.tag.handler(({ input, errors }) => {
        const id = idOf(service, input.id, errors)
        return { id, tags: [...saved(service.tag(id, input.tags), errors)] }
      }),
      untag: os.sessions.untag.handler(({ input, errors }) => {
        const id = idOf(service, input.id, errors)
        return { id, tags: [...saved(service.untag(id, input.tags), errors)] }
      }),
      setProject: os.sessions.setProject.handler(({ input, errors }) => {
        const id = idOf(service, input.id, errors)
        return { id, project: saved(service.setProject(id, input.project), errors) }
      }),
      setNote: os.sessions.setNote.handler(({ input, errors }) => {
        const id = idOf(service, input.id, errors)
        return { id, note: spoken(saved(service.setNote(id, input.text), errors)) }
      }),
      changes: os.sessions.changes.handler(async function* ({ signal }) {
        yield* service.changes(signal)
      }),
    },
    overview: os.overview.handler(({ input }) => service.overview(input.days)),
    conversations: conversationProcedures(service, service.conversations, service.search),
    contexts: contextProcedures(service, service.contexts),
    system: {
      info: os.system.info.handler(() => service.info()),
      bill: os.system.bill.handler(() => service.bill()),
      doctor: os.system.doctor.handler(() => service.doctor()),
      refresh: os.system.refresh.handler(async () => ({ revision: await service.refresh() })),
    },
  })
}

export type AppRouter = ReturnType<typeof createRouter>

function spoken(note: Note | null): SessionNote | null {
  return note && spokenNote(note)
}

function saved<T>(outcome: Labelled<T>, errors: ContractErrors): T {
  if (outcome.kind === 'too many') throw errors.TOO_MANY_TAGS()
  if (outcome.kind === 'refused') throw errors.NOT_SAVED({ data: { reason: outcome.sentence } })
  return outcome.value
}
