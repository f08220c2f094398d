/** What a person looks for, as the search engine takes it and as it is found again in a text. */
export interface SearchQuery {
  /** In the language of SQLite's full-text search. */
  readonly match: string
  /** Finds the words in a text. */
  readonly pattern: RegExp
}

/** More say less. */
const MOST_TERMS = 32
const TERM = /(-?)"([^"]*)"?|(\S+)/g
const HAS_WORD = /[\p{L}\p{N}]/u
const WORDS = /[\p{L}\p{N}]+/gu

interface Term {
  readonly words: readonly string[]
  readonly isLeftOut: boolean
  readonly isBeginning: boolean
}

/**
 * Reads a query: words that must all be there, `"words in this order"`, `begin*`, and `-word` for one that must not be.
 * Answers a sentence for people where it names nothing to find.
 */
export function readQuery(text: string): SearchQuery | string {
  const terms = [...text.matchAll(TERM)].flatMap((match) => termOf(match) ?? [])
  const wanted = terms.filter(({ isLeftOut }) => !isLeftOut)
  if (wanted.length === 0) return 'Name at least one word to find.'
  if (terms.length > MOST_TERMS) return `Name ${MOST_TERMS} words at most.`
  const left = terms.filter(({ isLeftOut }) => isLeftOut)
  const match = [wanted.map(phraseOf).join(' AND '), ...left.map(phraseOf)].join(' NOT ')
  return { match, pattern: new RegExp(wanted.map(patternOf).join('|'), 'giu') }
}

function termOf([, minus = '', quoted, bare = '']: RegExpMatchArray): Term | undefined {
  const isLeftOut = quoted === undefined ? bare.startsWith('-') : minus !== ''
  const text = quoted ?? bare
  if (!HAS_WORD.test(text)) return undefined
  const isBeginning = quoted === undefined && text.endsWith('*')
  return { words: text.match(WORDS) ?? [], isLeftOut, isBeginning }
}

/** Only letters and digits stand between the quotes, so nothing is left that could mean anything else. */
function phraseOf({ words, isBeginning }: Term): string {
  return `"${words.join(' ')}"${isBeginning ? ' *' : ''}`
}

function patternOf({ words, isBeginning }: Term): string {
  const phrase = words.join('[^\\p{L}\\p{N}]+')
  return `(?<![\\p{L}\\p{N}])${phrase}${isBeginning ? '[\\p{L}\\p{N}]*' : ''}(?![\\p{L}\\p{N}])`
}
