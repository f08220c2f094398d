/** What the page shows. */
export type View =
  | { readonly kind: 'sessions' }
  | { readonly kind: 'overview' }
  /** One session's own page: of the selected one. */
  | { readonly kind: 'session' }
  /** What was imported. */
  | { readonly kind: 'contexts' }
  | { readonly kind: 'context'; readonly contextId: string }
  /** Every part of the page, drawn from made-up data. */
  | { readonly kind: 'gallery' }

/** A place that the address bar can name. */
export interface Place {
  readonly view: View
  /** Of a session's own page. */
  readonly sessionId: string | null
}

const SESSION = '#/session/'
const CONTEXT = '#/context/'

/** The fragment of a place: the browser's way back leads through them. The list has none. */
export function fragmentOf({ view, sessionId }: Place): string {
  if (view.kind === 'sessions') return ''
  if (view.kind === 'context') return `${CONTEXT}${encodeURIComponent(view.contextId)}`
  if (view.kind !== 'session') return `#/${view.kind}`
  return sessionId === null ? '' : `${SESSION}${encodeURIComponent(sessionId)}`
}

/** The place that a fragment names; the list where it names none. */
export function placeOf(fragment: string): Place {
  if (fragment === '#/overview') return { view: { kind: 'overview' }, sessionId: null }
  if (fragment === '#/contexts') return { view: { kind: 'contexts' }, sessionId: null }
  if (fragment === '#/gallery') return { view: { kind: 'gallery' }, sessionId: null }
  const contextId = fragment.startsWith(CONTEXT) ? decoded(fragment.slice(CONTEXT.length)) : ''
  if (contextId !== '') return { view: { kind: 'context', contextId }, sessionId: null }
  const sessionId = fragment.startsWith(SESSION) ? decoded(fragment.slice(SESSION.length)) : ''
  if (sessionId === '') return { view: { kind: 'sessions' }, sessionId: null }
  return { view: { kind: 'session' }, sessionId }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
