import { type JsonObject, textIn } from './json.ts'

/** `run "some words"` puts a prompt of several words in quotes before it stores it. */
const QUOTED = /^"((?:[^"\\]|\\[\s\S])*)"$/
/** Titles that a session has until a model or a person gives it one. */
const DEFAULT_TITLE = /^(?:New|Child) session - \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** What a person typed, of the parts of a message; `undefined` where the assistant wrote all of it itself. */
export function typedText(parts: readonly JsonObject[]): string | undefined {
  const texts = parts.flatMap((part) => {
    const isTyped = part['type'] === 'text' && part['synthetic'] !== true && part['ignored'] !== true
    return isTyped ? (textIn(part, 'text') ?? []) : []
  })
  return texts.length > 0 ? unquoted(texts.join('\n')) : undefined
}

function unquoted(text: string): string {
  const inner = QUOTED.exec(text)?.[1]
  return inner === undefined ? text : inner.replaceAll('\\"', '"')
}

/** The title, where somebody or something gave one. */
export function givenTitle(title: string | undefined): string | undefined {
  return title === undefined || DEFAULT_TITLE.test(title) ? undefined : title
}
