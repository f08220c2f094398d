import { readFileSync, statSync } from 'node:fs'
import { DEFAULT_SETTINGS_FILE, defaultSettings } from './default-settings.ts'
import type { ParsedSettings } from './settings.ts'
import type { TextPlace } from '../text/yaml-text.ts'

const DEFAULTS: ParsedSettings = { settings: defaultSettings(), file: DEFAULT_SETTINGS_FILE, problems: [] }

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
  const stamp = settingsStamp(path)
  const text = readText(path)
  if (text.kind === 'missing') return { ...DEFAULTS, stamp, isThere: false }
  return { ...(await understood(text)), stamp, isThere: true }
}

async function understood(text: Exclude<ReadText, { kind: 'missing' }>): Promise<ParsedSettings> {
  if (text.kind === 'unreadable') return unusable(`cannot be read: ${text.reason}`)
  // Most homes have no settings file, and most commands need neither a reader nor a schema for one.
  const { parseYaml } = await import('../text/yaml-text.ts')
  const { parseSettings } = await import('./settings.ts')
  const parsed = parseYaml(text.content)
  if (parsed.kind === 'malformed') return unusable(`is not valid YAML: ${parsed.reason}`, parsed.place)
  if (typeof parsed.value !== 'object' || Array.isArray(parsed.value))
    return unusable('must hold keys with values, as "llm-session init-config" writes them')
  return parseSettings(parsed.value, parsed.placeOf)
}

/** What tells whether the file at `path` is still the one that was read. */
export function settingsStamp(path: string): string {
  try {
    const { dev, ino, size, mtimeMs } = statSync(path)
    return [dev, ino, size, mtimeMs].join(' ')
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    return String(error.code)
  }
}

function unusable(what: string, place?: TextPlace): ParsedSettings {
  return {
    ...DEFAULTS,
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

function readText(path: string): ReadText {
  try {
    const found = statSync(path)
    if (!found.isFile()) return { kind: 'unreadable', reason: 'it is not a plain file' }
    if (found.size > LARGEST_FILE_BYTES) return { kind: 'unreadable', reason: `it has ${found.size} bytes` }
    return { kind: 'read', content: readFileSync(path, 'utf8') }
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    return error.code === 'ENOENT' ? { kind: 'missing' } : { kind: 'unreadable', reason: error.message }
  }
}
