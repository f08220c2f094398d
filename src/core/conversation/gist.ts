/** What is compared of a prompt: whoever says a thing again says it at the beginning. */
const LONGEST = 400

/** A prompt's words in lower case without marks, as a string of its own. */
export function gistOf(text: string): string {
  const words = text
    .slice(0, 4 * LONGEST)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, LONGEST)
  // A slice would keep the whole prompt alive.
  return Buffer.from(words, 'utf8').toString('utf8')
}
