import type { Preferences } from '../../shared/contract/desktop.ts'
import type { StoredPreferences, WindowPlace } from './stored-preferences.ts'

/** Where the preferences are kept. Writing replaces the whole file at once, or throws. */
export interface PreferencesStore {
  write(stored: StoredPreferences): void
}

/** The preferences of this run of the app. */
export interface PreferencesKeeper {
  readonly current: () => Preferences
  readonly windowPlace: () => WindowPlace | null
  /** Sentences about the file as it was found. */
  readonly problems: readonly string[]
  /** Keeps them and tells who follows. Throws where they cannot be written, and changes nothing then. */
  readonly set: (preferences: Preferences) => void
  readonly setWindowPlace: (place: WindowPlace) => void
  /** Is called after each change. */
  readonly onChange: (listener: (preferences: Preferences, before: Preferences) => void) => void
}

export function createPreferences(
  found: { readonly stored: StoredPreferences; readonly problems: readonly string[] },
  store: PreferencesStore,
): PreferencesKeeper {
  let stored = found.stored
  const listeners: ((preferences: Preferences, before: Preferences) => void)[] = []
  const current = (): Preferences => {
    const { window: _place, ...preferences } = stored
    return preferences
  }
  const replace = (changed: StoredPreferences): void => {
    store.write(changed)
    stored = changed
  }
  return {
    current,
    windowPlace: () => stored.window,
    problems: found.problems,
    set(preferences) {
      const before = current()
      replace({ ...preferences, window: stored.window })
      for (const listener of listeners) listener(current(), before)
    },
    setWindowPlace: (window) => replace({ ...stored, window }),
    onChange: (listener) => void listeners.push(listener),
  }
}
