/**
 * Everything that moves a cursor, changes a colour, rings, hides or reorders text: C0 and C1 controls, DEL, and the
 * bidirectional overrides and isolates. Line feed and tab are matched as well; `plainText` gives a space for those.
 */
// biome-ignore format: one class a line
const NOT_PLAIN = new RegExp('[\\u0000-\\u001f\\u007f-\\u009f\\u061c\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff]', 'g')
/** Escape sequences: CSI, OSC (ended by BEL or ST), and the shorter ones. */
const ESCAPES = new RegExp(
  [
    '(?:\\u001b\\]|\\u009d)[\\s\\S]*?(?:\\u0007|\\u001b\\\\|\\u009c)',
    '(?:\\u001b\\[|\\u009b)[0-?]*[ -/]*[@-~]',
    '\\u001b[PX^_][\\s\\S]*?(?:\\u001b\\\\|\\u009c)',
    '\\u001b[ -/]*[0-~]',
  ].join('|'),
  'g',
)
const SPACING = new RegExp('[\\t\\n\\u000b\\f\\r\\u2028\\u2029]+', 'g')

/** One line of text that no terminal, title or notification can be steered by. For all text from outside. */
export function plainText(text: string): string {
  return text.replace(ESCAPES, '').replace(SPACING, ' ').replace(NOT_PLAIN, '').trim()
}
