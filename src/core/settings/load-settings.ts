import { readFile, stat } from 'node:fs/promises'
import { defaultSettings, type ParsedSettings, parseSettings } from './settings.ts'

/** A settings file is a page of text; anything larger is some other file. */
const LARGEST_FILE_BYTES = 1024 * 1024

/**
 * Reads the settings file at `path`. No file means the defaults; a file that cannot be used means the defaults and a
 * problem that says what to do, so that one wrong comma never keeps the application from starting.
 */
export async function loadSettings(path: string): Promise<ParsedSettings> {
  const text = await readText(path)
  if (text.kind === 'missing') return { settings: defaultSettings(), problems: [] }
  if (text.kind === 'unreadable') return unusable(`${path} cannot be read: ${text.reason}`)
  const json = parseJson(text.content)
  if (json.kind === 'malformed') return unusable(`${path} is not valid JSON: ${json.reason}`)
  return parseSettings(json.value)
}

function unusable(what: string): ParsedSettings {
  return {
    settings: defaultSettings(),
    problems: [{ path: '', message: `${what}. The defaults apply; correct the file or remove it.` }],
  }
}

type ReadText =
  | { readonly kind: 'read'; readonly content: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly reason: string }

async function readText(path: string): Promise<ReadText> {
  try {
    const found = await stat(path)
    if (!found.isFile()) return { kind: 'unreadable', reason: 'it is not a plain file' }
    if (found.size > LARGEST_FILE_BYTES) return { kind: 'unreadable', reason: `it has ${found.size} bytes` }
    return { kind: 'read', content: await readFile(path, 'utf8') }
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    return error.code === 'ENOENT' ? { kind: 'missing' } : { kind: 'unreadable', reason: error.message }
  }
}

type ParsedJson =
  | { readonly kind: 'parsed'; readonly value: unknown }
  | { readonly kind: 'malformed'; readonly reason: string }

/** Some editors begin a file with a byte order mark, which is no JSON. */
function parseJson(text: string): ParsedJson {
  try {
    return { kind: 'parsed', value: JSON.parse(text.replace(/^\uFEFF/, '')) }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { kind: 'malformed', reason: error.message }
  }
}
