import type { CodePiece } from './code-piece.ts'
import type { highlightCode } from './highlight-code.ts'

/**
 * Characters of one block that get colours; a longer one keeps that of the text. The slowest text that we found, made for
 * it, takes 70 ms at this length and grows with its square (docs/decisions/0093).
 */
export const LONGEST_CODE = 4_000

/** Blocks that are remembered, so that scrolling back shows them in colour at once. */
const MOST_REMEMBERED = 300

/** `null` where a block has no colours. */
type Highlighted = readonly CodePiece[] | null

export interface CodeHighlighter {
  /** What a block looks like, where that was found out before. */
  known(text: string, language: string): Highlighted | undefined
  /** Finds it out, one block at a time. `undefined` where nobody wants it any more when its turn comes. */
  highlight(text: string, language: string, isWanted: () => boolean): Promise<Highlighted | undefined>
}

export interface HighlighterParts {
  /** Fetches what knows the languages: at the first block, not with the page. */
  readonly load: () => Promise<{ readonly highlightCode: typeof highlightCode }>
  /** Lets the page draw and answer between two blocks. */
  readonly pause: () => Promise<void>
}

/** Colours blocks of code, and never longer at a stretch than one bounded block takes. */
export function createCodeHighlighter({ load, pause }: HighlighterParts): CodeHighlighter {
  /** The longest not used first. */
  const remembered = new Map<string, Highlighted>()
  let last: Promise<unknown> = Promise.resolve()

  const hasColors = (text: string, language: string): boolean =>
    language !== '' && text !== '' && text.length <= LONGEST_CODE

  const known = (text: string, language: string): Highlighted | undefined => {
    if (!hasColors(text, language)) return null
    return remembered.get(keyOf(text, language))
  }

  const remember = (key: string, found: Highlighted): void => {
    remembered.set(key, found)
    const [oldest] = remembered.keys()
    if (remembered.size > MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest)
  }

  const inTurn = async (
    text: string,
    language: string,
    isWanted: () => boolean,
  ): Promise<Highlighted | undefined> => {
    if (!isWanted()) return undefined
    const before = known(text, language)
    if (before !== undefined) return before
    const languages = await load()
    await pause()
    const found = languages.highlightCode(text, language)
    remember(keyOf(text, language), found)
    return found
  }

  return {
    known,
    highlight(text, language, isWanted) {
      const turn = last.then(() => inTurn(text, language, isWanted))
      // What knows the languages may be out of reach with the host: the block keeps its one colour.
      last = turn.catch(() => undefined)
      return turn.catch(() => null)
    },
  }
}

function keyOf(text: string, language: string): string {
  return `${language}\n${text}`
}
