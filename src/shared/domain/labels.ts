import { plainText } from './plain-text.ts'

/** Tags that one session can have. */
export const MOST_TAGS = 32

/** Characters of a tag, of a project's name and of a note. */
export const LONGEST_TAG = 40
export const LONGEST_PROJECT_NAME = 80
export const LONGEST_NOTE = 10_000

/** A tag is one line that no terminal or title can be steered by. */
export function isTag(text: string): boolean {
  return isLine(text, LONGEST_TAG)
}

export function isProjectName(text: string): boolean {
  return isLine(text, LONGEST_PROJECT_NAME)
}

/** A note may have many lines. */
export function isNote(text: string): boolean {
  return text.length > 0 && text.length <= LONGEST_NOTE
}

function isLine(text: string, longest: number): boolean {
  return text.length > 0 && text.length <= longest && text === plainText(text)
}
