/** What may be opened outside, by another program. No more than these three has ever been needed. */
const SCHEMES: readonly string[] = ['https:', 'http:', 'mailto:']

const MAX_CHARACTERS = 2_000

/** A link to the outside: the URL as it is opened, and where it leads, in words that cannot mislead. */
export interface OutsideLink {
  readonly url: string
  readonly target: string
}

/**
 * The link that a text may be opened as; `undefined` for every other. Names in other alphabets are shown as the network
 * spells them, and a URL with a user's name in it is refused: both are used to look like somebody else.
 */
export function outsideLink(text: string): OutsideLink | undefined {
  if (text.length > MAX_CHARACTERS || /[\p{Cc}\p{Cf}\s\\]/u.test(text)) return undefined
  const url = URL.parse(text)
  if (url === null || !SCHEMES.includes(url.protocol)) return undefined
  if (url.protocol === 'mailto:') return mailLink(url)
  if (url.username !== '' || url.password !== '' || url.hostname === '') return undefined
  return { url: url.href, target: url.host }
}

/** An address and nothing else: headers of a mail could attach files. */
function mailLink(url: URL): OutsideLink | undefined {
  const isAddress = /^[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+$/.test(url.pathname)
  return isAddress && url.search === '' && url.hash === ''
    ? { url: url.href, target: url.pathname }
    : undefined
}
