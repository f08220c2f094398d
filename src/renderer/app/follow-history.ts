import type { SessionStore } from '../features/sessions/session-store.ts'
import { fragmentOf, placeOf } from './view.ts'

/** The parts of a window that name a place. */
export interface PlaceWindow extends Pick<EventTarget, 'addEventListener' | 'removeEventListener'> {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>
  readonly history: Pick<History, 'pushState' | 'replaceState'>
}

/**
 * Keeps the store and the address bar at one place, so that the browser's own way back and forward work. Going from
 * one session to the next is no step of the way: back leads to where the first one was opened. Returns how to stop.
 */
export function followHistory(page: PlaceWindow, store: SessionStore): () => void {
  const arrive = (): void => {
    const { view, sessionId } = placeOf(page.location.hash)
    if (sessionId === null) store.getState().show(view)
    else store.getState().openSession(sessionId)
  }
  arrive()
  const unsubscribe = store.subscribe((state, before) => {
    const fragment = fragmentOf({ view: state.view, sessionId: state.selectedId })
    if (fragment === page.location.hash) return
    const address = `${page.location.pathname}${page.location.search}${fragment}`
    if (state.view.kind === before.view.kind) page.history.replaceState(null, '', address)
    else page.history.pushState(null, '', address)
  })
  page.addEventListener('popstate', arrive)
  return () => {
    unsubscribe()
    page.removeEventListener('popstate', arrive)
  }
}
