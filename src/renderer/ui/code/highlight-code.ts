import { type ParsedLine, parse, type TokenType } from 'sugar-high/core'
import { lang, languages } from 'sugar-high/lang'
import type { CodeColor, CodePiece } from './code-piece.ts'

const COLORS: Readonly<Record<TokenType, CodeColor | null>> = {
  identifier: null,
  keyword: 'keyword',
  string: 'string',
  class: 'constant',
  property: 'property',
  entity: 'keyword',
  jsxliterals: null,
  sign: null,
  comment: 'comment',
  break: null,
  space: null,
}

const LINE_COLORS: ReadonlyMap<string, CodeColor> = new Map([
  ['diff-add', 'added'],
  ['diff-remove', 'removed'],
  ['diff-hunk', 'keyword'],
  ['diff-meta', 'comment'],
])

/** Endings of files that the library has no name for. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['mjs', 'javascript'],
  ['cjs', 'javascript'],
  ['mts', 'typescript'],
  ['cts', 'typescript'],
  ['h', 'c'],
  ['hpp', 'cpp'],
  ['jsonl', 'json'],
  ['console', 'shell'],
  ['svg', 'html'],
  ['vue', 'html'],
  ['svelte', 'html'],
  ['less', 'css'],
])

/**
 * Takes code apart by colour. `language` is the word behind a fence or the ending of a file's name; `null` where it is
 * not known. The pieces together are always the text: where the library loses a character there are none.
 */
export function highlightCode(text: string, language: string): readonly CodePiece[] | null {
  const name = language.toLowerCase()
  const id = lang(ALIASES.get(name) ?? name)
  const found = languages.find((one) => one.id === id)
  if (found === undefined) return null
  const pieces: { text: string; color: CodeColor | null }[] = []
  const add = (part: string, color: CodeColor | null): void => {
    const last = pieces.at(-1)
    // White space has no colour of its own, and need not end a piece.
    if (last !== undefined && (last.color === color || part.trim() === '')) last.text += part
    else pieces.push({ text: part, color })
  }
  for (const line of parse(text, found.config).lines) {
    if (line.index > 0) add('\n', null)
    const whole = lineColor(line)
    for (const { type, value } of line.tokens) add(value, whole ?? COLORS[type])
  }
  return pieces.map((piece) => piece.text).join('') === text ? pieces : null
}

function lineColor({ annotations }: ParsedLine): CodeColor | undefined {
  const [first] = annotations
  return first === undefined ? undefined : LINE_COLORS.get(first)
}
