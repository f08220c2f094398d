import { type Document, isMap, isNode, isSeq, LineCounter, parseDocument, type Pair, stringify } from 'yaml'

/** Where something stands in a file; both count from 1. */
export interface TextPlace {
  readonly line: number
  readonly column: number
}

export type YamlText =
  | {
      readonly kind: 'parsed'
      /** Plain values. An empty file is an empty object. */
      readonly value: unknown
      /** Place of a key or of a list's item by its path; of the nearest thing above it where it is not there. */
      readonly placeOf: (path: readonly PropertyKey[]) => TextPlace | undefined
    }
  | { readonly kind: 'malformed'; readonly reason: string; readonly place: TextPlace | undefined }

/** What people write repeats little; a text that does so this often wants to fill the memory. */
const MOST_ALIASES = 100

/** Reads YAML 1.2, of which JSON is a part. Never throws: what is wrong comes back with its place. */
export function parseYaml(text: string): YamlText {
  try {
    return parsedDocument(text)
  } catch (cause) {
    // Aliases that are not there, or multiply without end; and blocks within blocks until the stack is full.
    if (!(cause instanceof ReferenceError || cause instanceof RangeError)) throw cause
    return { kind: 'malformed', reason: inOneLine(cause.message), place: undefined }
  }
}

function parsedDocument(text: string): YamlText {
  const lines = new LineCounter()
  // Some editors begin a file with a byte order mark, which the parser takes for text.
  const source = text.replace(/^\uFEFF/, ' ')
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false })
  const placeAt = (offset: number): TextPlace => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  const [error] = document.errors
  if (error) return { kind: 'malformed', reason: inOneLine(error.message), place: placeAt(error.pos[0]) }
  const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES })
  return {
    kind: 'parsed',
    value: value ?? {},
    placeOf(path) {
      const offset = offsetOf(document, path)
      return offset === undefined ? undefined : placeAt(offset)
    },
  }
}

/** Sets one value in a text of YAML. All else in it, comments too, stays as it is written. The text must be valid. */
export function editYaml(text: string, path: readonly string[], value: unknown): string {
  const document = parseDocument(text)
  document.setIn(path, value)
  const parent = document.getIn(path.slice(0, -1))
  // `{}` would go on in one line.
  if (isMap(parent) && parent.items.length === 1) parent.flow = false
  return document.toString({ lineWidth: 0 })
}

/** The same value always gives the same text. Lines are not folded, so that a text of many lines can be read. */
export function yamlOf(value: unknown): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false })
}

function inOneLine(message: string): string {
  return message.replace(/\s+/g, ' ').replace(/[.:]?\s*$/, '')
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number | undefined {
  let node: unknown = document.contents
  let offset = isNode(node) ? node.range?.[0] : undefined
  for (const key of path) {
    if (isMap(node)) {
      const pair: Pair | undefined = node.items.find(({ key: name }) => spelling(name) === String(key))
      if (!pair) break
      offset = isNode(pair.key) ? (pair.key.range?.[0] ?? offset) : offset
      node = pair.value
    } else if (isSeq(node)) {
      node = node.items[Number(key)]
      offset = isNode(node) ? (node.range?.[0] ?? offset) : offset
    } else break
  }
  return offset
}

function spelling(key: unknown): string {
  return String(isNode(key) && 'value' in key ? key.value : key)
}
