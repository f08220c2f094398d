/** Anything that moves a cursor, rings, hides, reorders or names itself otherwise: nothing of it may come from a transcript. */
const STEERS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu

/** Colours that this program gives, and their ends. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
const OWN_COLOURS = /\u001b\[(?:1|2|22|31|32|33|36|39)m/g

export function withoutColours(text: string): string {
  return text.replace(OWN_COLOURS, '')
}

/** What in a text could steer a terminal, apart from line feeds; by name, so that a failing test is harmless to read. */
export function steering(text: string): readonly string[] {
  return [...text.matchAll(STEERS)].map(([found]) => `U+${found.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Columns of a line on a terminal: two for a Han, kana or Hangul letter and for an emoji. */
export function columnsOf(line: string): number {
  return [...graphemes.segment(line)].reduce(
    (sum, { segment }) =>
      sum +
      (/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}|\ufe0f/u.test(
        segment,
      )
        ? 2
        : 1),
    0,
  )
}
