import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ListedContext } from '../../../shared/contract/index.ts'
import { reasonOf } from '../../ui/reason-of.ts'
import type { ContextApi } from './context-api.ts'

/** Imported contexts, as far as they were fetched. */
export interface ContextList {
  /** The newest first; `null` until the first answer is there. */
  readonly contexts: readonly ListedContext[] | null
  readonly total: number
  /** Why the list could not be had, or a context not be removed; `null` where nothing is wrong. */
  readonly failure: string | null
}

export interface ContextListActions {
  /** Fetches the first page anew. Like all below it never rejects: a failure is in the state. */
  readonly load: () => Promise<void>
  readonly loadMore: () => Promise<void>
  /** Answers whether it was removed. */
  readonly remove: (id: string) => Promise<boolean>
}

export type ContextListStore = StoreApi<ContextList & ContextListActions>

export function createContextListStore(api: ContextApi): ContextListStore {
  return createStore<ContextList & ContextListActions>((set, get) => {
    async function trying(work: () => Promise<void>): Promise<boolean> {
      try {
        await work()
        set({ failure: null })
        return true
      } catch (error) {
        set({ failure: reasonOf(error) })
        return false
      }
    }
    return {
      contexts: null,
      total: 0,
      failure: null,
      load: async () => void (await trying(async () => set(await api.list(0)))),
      async loadMore() {
        await trying(async () => {
          const before = get().contexts ?? []
          const page = await api.list(before.length)
          set({ contexts: [...before, ...page.contexts], total: page.total })
        })
      },
      remove: (id) =>
        trying(async () => {
          await api.remove(id)
          set(await api.list(0))
        }),
    }
  })
}
