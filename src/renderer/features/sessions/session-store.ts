import { createStore, type StoreApi } from 'zustand/vanilla'
import { createDetailActions } from './detail-actions.ts'
import { createLabelActions } from './label-actions.ts'
import { createListActions } from './list-actions.ts'
import type { SessionApi } from './session-api.ts'
import { initialSessionsState, type SessionsActions, type SessionsState } from './session-state.ts'
import { reasonOf } from '../../ui/reason-of.ts'
import { NO_FILTER } from '../../../shared/domain/session-filter.ts'
import { visibleSessions } from '../../../shared/domain/visible-sessions.ts'

export type SessionStore = StoreApi<SessionsState & SessionsActions>

/** The one state of the page. Nothing in it needs a document, and time comes from `clock`. */
export function createSessionStore(api: SessionApi, clock: () => Date): SessionStore {
  return createStore<SessionsState & SessionsActions>((set, get) => {
    const { reloadDetail, ...details } = createDetailActions(api, set, get)
    return {
      ...initialSessionsState(clock()),
      ...details,
      ...createListActions(api, set, get, reloadDetail),
      setFilter: (part) => set({ filter: { ...get().filter, ...part } }),
      clearFilter: () => set({ filter: NO_FILTER }),
      show(view) {
        // Of contexts each is a place of its own.
        if (view.kind === get().view.kind && view.kind !== 'context') return
        set({ view })
        reloadDetail()
      },
      openSession(id) {
        set({ view: { kind: 'session' } })
        details.select(id)
      },
      ...createLabelActions(api, set, get),
      move(steps) {
        const id = neighbourOfSelected(get(), steps)
        if (id !== undefined) details.select(id)
      },
      async saveContext(id) {
        if (get().saving?.kind === 'running') return
        set({ saving: { id, kind: 'running' } })
        try {
          set({ saving: { id, kind: 'saved', file: await api.saveContext(id) } })
        } catch (error) {
          set({ saving: { id, kind: 'failed', reason: reasonOf(error) } })
        }
      },
      savingRead: () => set({ saving: null }),
      async loadOverview() {
        try {
          set({ overview: await api.overview(), overviewFailure: null })
        } catch (error) {
          set({ overviewFailure: reasonOf(error) })
        }
      },
      connected: () => set({ connection: { kind: 'live' } }),
      lost(reason) {
        const { connection } = get()
        const since = connection.kind === 'lost' ? connection.since : clock()
        set({ connection: { kind: 'lost', since, reason } })
      },
      refused: () => set({ connection: { kind: 'no-token' } }),
      tick: () => set({ now: clock() }),
    }
  })
}

/** Without a selection a step enters the list at the end that it comes from. */
function neighbourOfSelected(state: SessionsState, steps: number): string | undefined {
  const ids = visibleSessions(state.sessions, state.filter, state.scope).map((session) => session.id)
  const selected = state.selectedId === null ? -1 : ids.indexOf(state.selectedId)
  const from = selected === -1 && steps < 0 ? ids.length : selected
  return ids[Math.min(Math.max(from + steps, 0), ids.length - 1)]
}
