import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Theme } from '../../shared/domain/theme.ts'
import type { Arrangement } from './arrangement.ts'
import {
  type Area,
  keepPreferences,
  loadPreferences,
  MOST_SAVED_VIEWS,
  type Preferences,
  type PreferenceStorage,
  type SavedView,
} from './preferences.ts'

interface PreferenceActions {
  readonly setTheme: (theme: Theme) => void
  readonly setArrangement: (area: Area, arrangement: Arrangement) => void
  /** A view of the same name is replaced. */
  readonly saveView: (view: SavedView) => void
  readonly removeView: (name: string) => void
  readonly welcome: () => void
}

export type PreferenceStore = StoreApi<Preferences & PreferenceActions>

/** What a person chose, kept at every change. */
export function createPreferenceStore(storage: PreferenceStorage): PreferenceStore {
  const store: PreferenceStore = createStore<Preferences & PreferenceActions>((set, get) => ({
    ...loadPreferences(storage),
    setTheme: (theme) => set({ theme }),
    setArrangement: (area, arrangement) =>
      set({ areas: { ...get().areas, [area]: arrangement.map(({ id, shown }) => ({ id, shown })) } }),
    saveView: (view) =>
      set({
        savedViews: [...get().savedViews.filter(({ name }) => name !== view.name), view].slice(
          -MOST_SAVED_VIEWS,
        ),
      }),
    removeView: (name) => set({ savedViews: get().savedViews.filter((view) => view.name !== name) }),
    welcome: () => set({ welcomed: true }),
  }))
  store.subscribe((preferences) => keepPreferences(storage, preferences))
  return store
}

/** Reaches for the browser's storage at every use: where it is switched off, already naming it throws. */
export const browserStorage: PreferenceStorage = {
  getItem: (key) => window.localStorage.getItem(key),
  setItem: (key, value) => window.localStorage.setItem(key, value),
}
