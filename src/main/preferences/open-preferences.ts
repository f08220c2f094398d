import { basename, dirname, join } from 'node:path'
import Store from 'electron-store'
import { createPreferences, type PreferencesKeeper } from './preferences.ts'
import { readPreferencesFile } from './preferences-file.ts'
import type { StoredPreferences } from './stored-preferences.ts'

/** The preferences in `preferences.json` of `folder`, which is made where it is missing. Only its owner reads the file. */
export function openPreferences(folder: string, now: Date): PreferencesKeeper {
  const file = join(folder, 'preferences.json')
  const found = readPreferencesFile(file, now)
  const store = new Store<StoredPreferences>({
    cwd: dirname(file),
    name: basename(file, '.json'),
    configFileMode: 0o600,
    accessPropertiesByDotNotation: false,
  })
  return createPreferences(found, { write: (stored) => void (store.store = stored) })
}
