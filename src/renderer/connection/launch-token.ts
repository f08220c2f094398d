import { PLACE_FRAGMENT_KEY, TOKEN_FRAGMENT_KEY } from '../../shared/contract/transport.ts'

/** The parts of a window that the token passes through. */
export interface TokenWindow {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>
  readonly history: Pick<History, 'replaceState'>
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem'>
}

const STORAGE_KEY = 'llm-session.token'

/** The token as the server makes it; anything else cannot stand in a subprotocol. */
const TOKEN_FORMAT = /^[A-Za-z0-9_-]{43,256}$/

/**
 * The launch token: from the fragment that the server's link carries, else from an earlier load of this tab.
 * Takes it out of the address bar at once, so that it is neither copied nor kept in the history; a place that the link
 * names beside it stays.
 */
export function takeLaunchToken(page: TokenWindow): string | undefined {
  const fragment = new URLSearchParams(page.location.hash.slice(1))
  const fresh = fragment.get(TOKEN_FRAGMENT_KEY)
  if (fresh !== null) {
    const place = fragment.get(PLACE_FRAGMENT_KEY)
    const rest = place === null ? '' : `#${place}`
    page.history.replaceState(null, '', `${page.location.pathname}${page.location.search}${rest}`)
    if (TOKEN_FORMAT.test(fresh)) page.sessionStorage.setItem(STORAGE_KEY, fresh)
  }
  const token = page.sessionStorage.getItem(STORAGE_KEY)
  return token !== null && TOKEN_FORMAT.test(token) ? token : undefined
}
