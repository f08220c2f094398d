import { plainText } from '../../shared/domain/plain-text.ts'

/** A piece of a text around what was looked for. */
export interface Snippet {
  readonly text: string
  /** Where in `text` the words stand: begin and end of each, in order. */
  readonly marks: readonly (readonly [number, number])[]
}

const BEFORE = 60
const LENGTH = 200

/** The surroundings of the first place that matches, on one line, without control characters. */
export function snippetOf(text: string, pattern: RegExp): Snippet {
  const at = Math.max(0, text.search(pattern))
  const from = wordStart(text, Math.max(0, at - BEFORE))
  const piece = plainText(text.slice(from, from + LENGTH))
    .replace(/\s+/g, ' ')
    .trim()
  const shown = `${from > 0 ? '… ' : ''}${piece}${from + LENGTH < text.length ? ' …' : ''}`
  const marks = [...shown.matchAll(pattern)].map(
    ({ 0: found, index }) => [index, index + found.length] as const,
  )
  return { text: shown, marks }
}

/** Behind the next space, unless it is far: no word is cut. */
function wordStart(text: string, from: number): number {
  if (from === 0) return 0
  const space = text.slice(from, from + BEFORE / 2).search(/\s/)
  return space < 0 ? from : from + space + 1
}
