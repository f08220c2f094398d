import type { ContractClient } from '../../../shared/contract/index.ts'
import { type ExportedFile, fetchExport } from '../exchange/fetch-export.ts'
import type { SessionApi } from './session-api.ts'

/** The sessions view's part of the contract, over whatever transport the client has. `save` gives a file to the person. */
export function createSessionApi(client: ContractClient, save: (file: ExportedFile) => void): SessionApi {
  return {
    list: (query) => client.sessions.list({ ...query }),
    byIds: (ids) => client.sessions.byIds({ ids: [...ids] }),
    get: (id) => client.sessions.get({ id }),
    async tag(id, tags) {
      await client.sessions.tag({ id, tags: [...tags] })
    },
    async untag(id, tags) {
      await client.sessions.untag({ id, tags: [...tags] })
    },
    async setProject(id, project) {
      return (await client.sessions.setProject({ id, project })).project
    },
    async setNote(id, text) {
      return (await client.sessions.setNote({ id, text })).note
    },
    async *changes(signal) {
      yield* await client.sessions.changes(undefined, { signal })
    },
    conversation: (id, from, limit) => client.conversations.page({ id, from, limit }),
    messageText: (id, position) => client.conversations.text({ id, position }),
    timeline: (id) => client.conversations.timeline({ id }),
    contextMakeUp: (id) => client.conversations.contextMakeUp({ id }),
    findings: (id) => client.conversations.findings({ id }),
    async saveContext(id) {
      const file = await fetchExport(client.contexts, { ids: [id] })
      save(file)
      return { name: file.name, takenOut: file.takenOut }
    },
    bill: () => client.system.bill(),
    overview: () => client.overview({}),
    info: () => client.system.info(),
    async refresh() {
      await client.system.refresh()
    },
  }
}
