import { readFileSync, statSync } from 'node:fs'
import { parseYaml, type TextPlace } from './yaml-text.ts'

/** A file that people write by hand is a page or two of text; anything larger is some other file. */
const LARGEST_FILE_BYTES = 1024 * 1024

export type LoadedText =
  | {
      readonly kind: 'loaded'
      readonly text: string
      /** Keys with values; empty where the file is. */
      readonly value: unknown
      readonly placeOf: (path: readonly PropertyKey[]) => TextPlace | undefined
    }
  | { readonly kind: 'missing' }
  /** `what`: the rest of a sentence that begins with "it". */
  | { readonly kind: 'unusable'; readonly what: string; readonly place: TextPlace | undefined }

/** Reads a YAML file of keys with values. Never throws for what is wrong with the file. */
export function loadYamlFile(path: string): LoadedText {
  const text = readText(path)
  if (typeof text !== 'string') return text
  const parsed = parseYaml(text)
  if (parsed.kind === 'malformed') return unusable(`is not valid YAML: ${parsed.reason}`, parsed.place)
  if (typeof parsed.value !== 'object' || Array.isArray(parsed.value))
    return unusable('must hold keys with values')
  return { kind: 'loaded', text, value: parsed.value, placeOf: parsed.placeOf }
}

function readText(path: string): string | Exclude<LoadedText, { kind: 'loaded' }> {
  try {
    const found = statSync(path)
    if (!found.isFile()) return unusable('cannot be read: it is not a plain file')
    if (found.size > LARGEST_FILE_BYTES) return unusable(`cannot be read: it has ${found.size} bytes`)
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    return error.code === 'ENOENT' ? { kind: 'missing' } : unusable(`cannot be read: ${error.message}`)
  }
}

function unusable(what: string, place?: TextPlace): Extract<LoadedText, { kind: 'unusable' }> {
  return { kind: 'unusable', what, place }
}
