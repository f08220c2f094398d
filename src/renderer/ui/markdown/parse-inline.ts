/** A piece of a line of text. */
export type Inline =
  | { readonly kind: 'text' | 'code' | 'strong' | 'emphasis' | 'struck'; readonly text: string }
  /** `address` is shown, and never followed. */
  | { readonly kind: 'link'; readonly text: string; readonly address: string }

/** Longer marks first: `**` is no `*`. */
const MARKS = [
  { mark: '**', kind: 'strong' },
  { mark: '__', kind: 'strong' },
  { mark: '~~', kind: 'struck' },
  { mark: '*', kind: 'emphasis' },
  { mark: '_', kind: 'emphasis' },
] as const

/** Characters that something begins with. */
const STARTS = /[`*_~[!\\]/g
const LINK = /!?\[([^[\]\n]{0,1000})\]\(([^()\s]{0,2000})(?:\s+"[^"\n]{0,500}")?\)/y
const ESCAPABLE = /[\\`*_{}[\]()#+\-.!~|<>]/

/** Takes a text apart from left to right. A mark that is never closed is text. */
export function parseInline(text: string): readonly Inline[] {
  const pieces: Inline[] = []
  let plain = ''
  let at = 0
  /** Marks that are not closed anywhere behind `at`: looking for them again would take quadratic time. */
  const unclosed = new Set<string>()
  const flush = (): void => {
    if (plain !== '') pieces.push({ kind: 'text', text: plain })
    plain = ''
  }
  while (at < text.length) {
    STARTS.lastIndex = at
    const start = STARTS.exec(text)?.index ?? text.length
    plain += text.slice(at, start)
    if (start === text.length) break
    const isEscaped = text.charAt(start) === '\\' && ESCAPABLE.test(text.charAt(start + 1))
    if (isEscaped) {
      plain += text.charAt(start + 1)
      at = start + 2
      continue
    }
    const found = readPiece(text, start, unclosed)
    if (typeof found === 'string') {
      plain += found
      at = start + found.length
    } else {
      flush()
      pieces.push(found.piece)
      at = found.end
    }
  }
  flush()
  return pieces
}

/** The piece that begins at `start`, or the text that stands there. */
function readPiece(
  text: string,
  start: number,
  unclosed: Set<string>,
): { readonly piece: Inline; readonly end: number } | string {
  const first = text.charAt(start)
  if (first === '\\') return first
  if (first === '`') return readCode(text, start, unclosed)
  if (first === '[' || first === '!') {
    LINK.lastIndex = start
    const [whole, label = '', address = ''] = LINK.exec(text) ?? []
    if (whole === undefined) return first
    return {
      piece: { kind: 'link', text: label === '' ? address : label, address },
      end: start + whole.length,
    }
  }
  const style = MARKS.find(({ mark }) => text.startsWith(mark, start))
  if (style === undefined || unclosed.has(style.mark)) return style?.mark ?? first
  return readStyled(text, start, style, unclosed)
}

function readCode(text: string, start: number, unclosed: Set<string>) {
  let end = start
  while (text.charAt(end) === '`') end += 1
  const marks = text.slice(start, end)
  const close = unclosed.has(marks) ? -1 : text.indexOf(marks, end)
  if (close === -1) {
    unclosed.add(marks)
    return marks
  }
  return { piece: { kind: 'code', text: text.slice(end, close).trim() } as const, end: close + marks.length }
}

function readStyled(
  text: string,
  start: number,
  { mark, kind }: (typeof MARKS)[number],
  unclosed: Set<string>,
) {
  const from = start + mark.length
  // `snake_case` and `2 * 3` mark nothing.
  const opens = /\S/.test(text.charAt(from)) && !(mark.startsWith('_') && /\w/.test(text.charAt(start - 1)))
  if (!opens) return mark
  const close = text.indexOf(mark, from + 1)
  if (close === -1) {
    unclosed.add(mark)
    return mark
  }
  if (/\s/.test(text.charAt(close - 1))) return mark
  return { piece: { kind, text: text.slice(from, close) }, end: close + mark.length }
}
