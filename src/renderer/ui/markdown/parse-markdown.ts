import { type Inline, parseInline } from './parse-inline.ts'

/** A part of a text as its author meant it to look. It holds text only: no address to load, no markup. */
export type Block =
  | { readonly kind: 'paragraph' | 'quote'; readonly content: readonly Inline[] }
  | { readonly kind: 'heading'; readonly level: number; readonly content: readonly Inline[] }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly ListEntry[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly (readonly Inline[])[])[] }
  | { readonly kind: 'rule' }

export interface ListEntry {
  /** How deep it stands in other lists, from 0. */
  readonly depth: number
  /** Set for an entry that can be ticked off. */
  readonly done: boolean | undefined
  readonly content: readonly Inline[]
}

const FENCE = /^ {0,3}(`{3,}|~{3,})\s*([\w+#.-]*)/
const HEADING = /^ {0,3}(#{1,6})\s+(.*)$/
const ENTRY = /^(\s*)(?:[-*+]|(\d{1,9})[.)])\s+(?:\[([ xX])\]\s+)?(.*)$/
const RULE = /^ {0,3}(?:-{3,}|\*{3,}|_{3,})\s*$/
const QUOTE = /^ {0,3}>\s?(.*)$/
const TABLE_ROW = /^\s*\|.*\|\s*$/
const TABLE_LINE = /^\s*\|[\s:|-]+\|\s*$/
const DEEPEST_LIST = 6

/** Takes a text apart in one pass over its lines. What is not understood is a paragraph. */
export function parseMarkdown(text: string): readonly Block[] {
  const lines = text.split(/\r\n|\r|\n/)
  const blocks: Block[] = []
  let at = 0
  while (at < lines.length) {
    const line = lines[at] ?? ''
    if (line.trim() === '') {
      at += 1
      continue
    }
    const { block, end } = readBlock(lines, at, line)
    blocks.push(block)
    at = end
  }
  return blocks
}

interface ReadBlock {
  readonly block: Block
  /** The first line behind it. */
  readonly end: number
}

function readBlock(lines: readonly string[], at: number, line: string): ReadBlock {
  const fence = FENCE.exec(line)
  if (fence !== null) return readCode(lines, at, fence)
  const heading = HEADING.exec(line)
  if (heading !== null) {
    const [, marks = '', title = ''] = heading
    return { block: { kind: 'heading', level: marks.length, content: parseInline(title) }, end: at + 1 }
  }
  if (RULE.test(line)) return { block: { kind: 'rule' }, end: at + 1 }
  if (TABLE_ROW.test(line) && TABLE_LINE.test(lines[at + 1] ?? '')) return readTable(lines, at)
  if (ENTRY.test(line)) return readList(lines, at)
  if (QUOTE.test(line)) {
    const end = endOf(lines, at, (next) => QUOTE.test(next))
    const quoted = lines.slice(at, end).map((next) => QUOTE.exec(next)?.[1] ?? '')
    return { block: { kind: 'quote', content: parseInline(quoted.join('\n')) }, end }
  }
  const end = endOf(lines, at, isPlain)
  return { block: { kind: 'paragraph', content: parseInline(lines.slice(at, end).join('\n')) }, end }
}

function isPlain(line: string): boolean {
  return line.trim() !== '' && ![FENCE, HEADING, ENTRY, QUOTE, RULE].some((start) => start.test(line))
}

/** The first line from `at + 1` on that does not belong to the block. */
function endOf(lines: readonly string[], at: number, belongs: (line: string) => boolean): number {
  let end = at + 1
  while (end < lines.length && belongs(lines[end] ?? '')) end += 1
  return end
}

/** A fence that is never closed encloses all the rest. */
function readCode(lines: readonly string[], at: number, fence: RegExpExecArray): ReadBlock {
  const [, marks = '', language = ''] = fence
  const isClosing = (line: string): boolean =>
    line.trim().startsWith(marks) && line.trim() === line.trim().charAt(0).repeat(line.trim().length)
  const close = endOf(lines, at, (line) => !isClosing(line))
  const text = lines.slice(at + 1, close).join('\n')
  return { block: { kind: 'code', language, text }, end: close + 1 }
}

function readTable(lines: readonly string[], at: number): ReadBlock {
  const end = endOf(lines, at, (line) => TABLE_ROW.test(line))
  const rows = lines
    .slice(at, end)
    .filter((_, index) => index !== 1)
    .map((line) =>
      line
        .trim()
        .slice(1, -1)
        .split('|')
        .map((cell) => parseInline(cell.trim())),
    )
  return { block: { kind: 'table', rows }, end }
}

function readList(lines: readonly string[], at: number): ReadBlock {
  const isContinued = (line: string): boolean => ENTRY.test(line) || /^\s{2,}\S/.test(line)
  const end = endOf(lines, at, (line) => isContinued(line) && !FENCE.test(line))
  const entries: { depth: number; done: boolean | undefined; lines: string[] }[] = []
  for (const line of lines.slice(at, end)) {
    const entry = ENTRY.exec(line)
    if (entry === null) entries.at(-1)?.lines.push(line.trim())
    else {
      const [, indent = '', , tick, rest = ''] = entry
      const depth = Math.min(Math.floor(indent.replaceAll('\t', '  ').length / 2), DEEPEST_LIST)
      entries.push({ depth, done: tick === undefined ? undefined : tick !== ' ', lines: [rest] })
    }
  }
  const items = entries.map(({ depth, done, lines: own }) => ({
    depth,
    done,
    content: parseInline(own.join('\n')),
  }))
  return { block: { kind: 'list', ordered: ENTRY.exec(lines[at] ?? '')?.[2] !== undefined, items }, end }
}
