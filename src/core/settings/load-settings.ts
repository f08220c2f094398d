import { statSync } from 'node:fs'
import { DEFAULT_SETTINGS_FILE, defaultSettings } from './default-settings.ts'
import type { ParsedSettings } from './settings.ts'
import type { TextPlace } from '../text/yaml-text.ts'

const DEFAULTS: ParsedSettings = { settings: defaultSettings(), file: DEFAULT_SETTINGS_FILE, problems: [] }

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
  if (stamp === 'ENOENT') return { ...DEFAULTS, stamp, isThere: false }
  // Most homes have no settings file, and most commands need neither a reader nor a schema for one.
  const { loadYamlFile } = await import('../text/load-yaml-file.ts')
  const loaded = loadYamlFile(path)
  if (loaded.kind === 'missing') return { ...DEFAULTS, stamp, isThere: false }
  if (loaded.kind === 'unusable') return { ...unusable(loaded.what, loaded.place), stamp, isThere: true }
  const { parseSettings } = await import('./settings.ts')
  return { ...parseSettings(loaded.value, loaded.placeOf), stamp, isThere: true }
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

function unusable(what: string, place: TextPlace | undefined): ParsedSettings {
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
