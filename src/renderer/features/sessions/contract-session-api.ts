import type { ContractClient } from '../../../shared/contract/index.ts'
import type { SessionApi } from './session-api.ts'

/** The sessions view's part of the contract, over whatever transport the client has. */
export function createSessionApi(client: ContractClient): SessionApi {
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
    async *changes(signal) {
      yield* await client.sessions.changes(undefined, { signal })
    },
    overview: () => client.overview({}),
    info: () => client.system.info(),
    async refresh() {
      await client.system.refresh()
    },
  }
}
