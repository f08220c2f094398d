import { createStore, type StoreApi } from 'zustand/vanilla'
import { createDetailActions } from './detail-actions.ts'
import { createListActions } from './list-actions.ts'
import type { SessionApi } from './session-api.ts'
import { initialSessionsState, type SessionsActions, type SessionsState } from './session-state.ts'
import { visibleSessions } from './visible-sessions.ts'

export type SessionStore = StoreApi<SessionsState & SessionsActions>

/** The one state of the page. Nothing in it needs a document, and time comes from `clock`. */
export function createSessionStore(api: SessionApi, clock: () => Date): SessionStore {
  return createStore<SessionsState & SessionsActions>((set, get) => {
    const { reloadDetail, ...details } = createDetailActions(api, set, get)
    return {
      ...initialSessionsState(clock()),
      ...details,
      ...createListActions(api, set, get, reloadDetail),
      setText: (text) => set({ text }),
      setOnlyState: (onlyState) => set({ onlyState }),
      move(steps) {
        const id = neighbourOfSelected(get(), steps)
        if (id !== undefined) details.select(id)
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
  const filter = { text: state.text, state: state.onlyState }
  const ids = visibleSessions(state.sessions.values(), filter).map((session) => session.id)
  const selected = state.selectedId === null ? -1 : ids.indexOf(state.selectedId)
  const from = selected === -1 && steps < 0 ? ids.length : selected
  return ids[Math.min(Math.max(from + steps, 0), ids.length - 1)]
}
