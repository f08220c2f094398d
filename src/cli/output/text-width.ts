const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|\ufe0f|[\u{20000}-\u{3fffd}]/u
/** Latin letters, dashes, arrows, lines and blocks: one column each, whatever stands beside them. */
const PLAIN = /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u21ff\u2500-\u25fc]*$/

/** Columns that a text takes on a terminal: two for East Asian wide characters and emoji. */
export function textWidth(text: string): number {
  if (PLAIN.test(text)) return text.length
  return graphemes(text).reduce((width, { segment }) => width + columnsOf(segment), 0)
}

/** Cuts a text to a number of columns, with an ellipsis where something is missing. */
export function fit(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text
  return columns > 0 ? `${beginning(text, columns - 1).trimEnd()}…` : ''
}

export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - textWidth(text)))
}

export function padStart(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - textWidth(text))) + text
}

/** A text without what its reader sees as its last letter. */
export function withoutLast(text: string): string {
  return graphemes(text)
    .slice(0, -1)
    .map(({ segment }) => segment)
    .join('')
}

function beginning(text: string, columns: number): string {
  if (PLAIN.test(text)) return text.slice(0, columns)
  let width = 0
  let kept = ''
  for (const { segment } of graphemes(text)) {
    width += columnsOf(segment)
    if (width > columns) break
    kept += segment
  }
  return kept
}

function columnsOf(grapheme: string): number {
  return WIDE.test(grapheme) ? 2 : 1
}

/** The first segmenter of a process loads data for 9 ms; each further one costs microseconds. Most tables need none. */
function graphemes(text: string): readonly { readonly segment: string }[] {
  return [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)]
}
