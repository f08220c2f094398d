import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { SessionsActions, SessionsState } from './session-state.ts'
import type { SessionApi } from './session-api.ts'
import type { SessionStore } from './session-store.ts'

export const SessionStoreContext = createContext<SessionStore | null>(null)

/** The store itself, for what happens at a key or a click: it knows the state of that moment. */
export function useSessionStore(): SessionStore {
  const store = useContext(SessionStoreContext)
  if (store === null) throw new Error('no session store above this component')
  return store
}

/** Draws the component again when what `select` takes from the state changes. */
export function useSessions<T>(select: (state: SessionsState) => T): T {
  return useStore(useSessionStore(), select)
}

/** Never changes, so that a component which only acts is not drawn again. */
export function useSessionActions(): SessionsActions {
  return useSessionStore().getState()
}

/** For parts of the page that fetch what only they show, and keep it no longer than they are drawn. */
export const SessionApiContext = createContext<SessionApi | null>(null)

export function useSessionApi(): SessionApi {
  const api = useContext(SessionApiContext)
  if (api === null) throw new Error('no way to the core above this component')
  return api
}
