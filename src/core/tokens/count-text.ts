import { countMerged, type TokenRanks } from './byte-pair-merge.ts'
import { PieceCounts } from './piece-counts.ts'

/** An encoding of js-tiktoken. `o200k_base` is that of all newer models of OpenAI, and the stand-in for other vendors'. */
export type Encoding = 'o200k_base' | 'cl100k_base'

/** Counts the tokens of texts in one encoding. */
export interface TextCounter {
  readonly encoding: Encoding
  /** Tokens of `text`. Special tokens such as `<|endoftext|>` are plain text; a lone surrogate counts as U+FFFD. */
  count(text: string): number
}

/**
 * Longest stretch without a place to cut (a space after something else) that is counted as a whole, in UTF-16 units.
 * A longer one is cut every so many units, and each cut can change the count by a token or two. This bounds the memory
 * of a count, and keeps the encoding's pattern within the engine's stack: V8 gives up in a run of some million letters.
 */
export const LONGEST_UNBROKEN = 2 ** 18

/** Pieces of source code are short; longer ones are rarely seen again. In UTF-16 units. */
const LONGEST_REMEMBERED = 64
const REMEMBERED_PIECES = 2 ** 16

/**
 * Loads an encoding's ranks (a tenth of a second or two, and some 15 MB) and returns a counter over them with its own
 * memory of pieces: keep the counter. Counts equal those of js-tiktoken, see `docs/decisions/0010-token-counting.md`.
 */
export async function loadTextCounter(encoding: Encoding = 'o200k_base'): Promise<TextCounter> {
  const { default: data } = await RANKS[encoding]()
  const pieces = new RegExp(data.pat_str, 'gu')
  const ranks = parseRanks(data.bpe_ranks)
  const known = new PieceCounts(REMEMBERED_PIECES)
  return {
    encoding,
    count(text) {
      let tokens = 0
      for (let start = 0; start < text.length; ) {
        const chunk = chunkAt(text, start)
        for (const piece of chunk.match(pieces) ?? []) {
          tokens += known.get(piece) ?? countPiece(piece, ranks, known)
        }
        start += chunk.length
      }
      return tokens
    },
  }
}

function countPiece(piece: string, ranks: TokenRanks, known: PieceCounts): number {
  const bytes = Buffer.from(piece, 'utf8').toString('latin1')
  const count = ranks.has(bytes) ? 1 : countMerged(bytes, ranks)
  if (piece.length <= LONGEST_REMEMBERED) known.set(ownCopy(piece, bytes), count)
  return count
}

/** V8 keeps a whole text alive for a slice of it, so what is remembered must be a string of its own. */
function ownCopy(piece: string, bytes: string): string {
  const isAscii = bytes.length === piece.length
  return isAscii ? bytes : Buffer.from(piece, 'utf16le').toString('utf16le')
}

/**
 * The next stretch of text that can be counted alone. Both patterns take a space only at the beginning of a piece or
 * within white space, and never look back: cutting before a space that follows something else changes no count.
 */
function chunkAt(text: string, start: number): string {
  const chunk = text.slice(start, start + LONGEST_UNBROKEN)
  if (start + chunk.length === text.length) return chunk
  let end = chunk.lastIndexOf(' ')
  while (end > 0 && /\s/.test(chunk.charAt(end - 1))) end = chunk.lastIndexOf(' ', end - 1)
  if (end > 0) return chunk.slice(0, end)
  return isLowSurrogate(text.charCodeAt(start + chunk.length)) ? chunk.slice(0, -1) : chunk
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}

/** Ranks are megabytes of source text: read only when they are asked for. */
const RANKS = {
  o200k_base: () => import('js-tiktoken/ranks/o200k_base'),
  cl100k_base: () => import('js-tiktoken/ranks/cl100k_base'),
} satisfies Record<Encoding, unknown>

/** Lines of `! <first rank> <token in base64> …`, the ranks counting up from the first. */
function parseRanks(compressed: string): TokenRanks {
  const ranks = new Map<string, number>()
  for (const line of compressed.split('\n')) {
    const [, first, ...tokens] = line.split(' ')
    let rank = Number(first)
    for (const token of tokens) ranks.set(atob(token), rank++)
  }
  return ranks
}
