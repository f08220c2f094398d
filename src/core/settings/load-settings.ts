import { readFile, stat } from 'node:fs/promises'
import { type ParsedSettings, parseSettings } from './settings.ts'
import type { TextPlace } from './settings-text.ts'

/** A settings file is a page of text; anything larger is some other file. */
const LARGEST_FILE_BYTES = 1024 * 1024

export interface LoadedSettings extends ParsedSettings {
  /** Changes with the file; equal where there is none. */
  readonly stamp: string
  readonly isThere: boolean
}

/**
 * Reads the settings file at `path`. No file means the defaults; a file that cannot be used means the defaults and a
 * problem that says what to do, so that one wrong comma never keeps the application from starting.
 */
export async function loadSettings(path: string): Promise<LoadedSettings> {
  // Taken before the file is read: a change in between is found the next time.
  const stamp = await settingsStamp(path)
  const text = await readText(path)
  if (text.kind === 'missing') return { ...parseSettings({}), stamp, isThere: false }
  return { ...(await understood(text)), stamp, isThere: true }
}

async function understood(text: Exclude<ReadText, { kind: 'missing' }>): Promise<ParsedSettings> {
  if (text.kind === 'unreadable') return unusable(`cannot be read: ${text.reason}`)
  // Most homes have no settings file, and most commands need no reader for one.
  const { parseSettingsText } = await import('./settings-text.ts')
  const parsed = parseSettingsText(text.content)
  if (parsed.kind === 'malformed') return unusable(`is not valid YAML: ${parsed.reason}`, parsed.place)
  if (typeof parsed.value !== 'object' || Array.isArray(parsed.value))
    return unusable('must hold keys with values, as "llm-session init-config" writes them')
  return parseSettings(parsed.value, parsed.placeOf)
}

/** What tells whether the file at `path` is still the one that was read. */
export async function settingsStamp(path: string): Promise<string> {
  try {
    const { dev, ino, size, mtimeMs } = await stat(path)
    return [dev, ino, size, mtimeMs].join(' ')
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    return String(error.code)
  }
}

function unusable(what: string, place?: TextPlace): ParsedSettings {
  return {
    ...parseSettings({}),
    problems: [
      {
        kind: 'file',
        path: '',
        place,
        message: `it ${what}. The defaults apply; correct the file or remove it.`,
      },
    ],
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
