import { readFilter, type SessionFilter } from '../../shared/domain/session-filter.ts'
import type { Theme } from '../../shared/domain/theme.ts'
import { isTheme } from '../ui/theme.ts'
import type { Arrangement } from './arrangement.ts'

/** Parts of the page that a person can arrange. */
export const AREAS = ['columns', 'panels', 'charts'] as const
export type Area = (typeof AREAS)[number]

/** A filter under a name. */
export interface SavedView {
  readonly name: string
  readonly scope: 'recent' | 'all'
  readonly filter: SessionFilter
}

/** What this page remembers between visits. None of it is about what a session holds. */
export interface Preferences {
  /** `null` until one is chosen: that of the settings counts. */
  readonly theme: Theme | null
  readonly areas: Readonly<Record<Area, Arrangement>>
  readonly savedViews: readonly SavedView[]
  /** True once the welcome was read. */
  readonly welcomed: boolean
}

export const DEFAULT_PREFERENCES: Preferences = {
  theme: null,
  areas: { columns: [], panels: [], charts: [] },
  savedViews: [],
  welcomed: false,
}

export const LONGEST_VIEW_NAME = 40
export const MOST_SAVED_VIEWS = 30
const MOST_CHOICES = 50

/** Where preferences are kept. A browser may refuse it; then they last until the page closes. */
export type PreferenceStorage = Pick<Storage, 'getItem' | 'setItem'>

const STORAGE_KEY = 'preferences'

export function loadPreferences(storage: PreferenceStorage): Preferences {
  try {
    return parsePreferences(storage.getItem(STORAGE_KEY))
  } catch {
    return DEFAULT_PREFERENCES
  }
}

/** Returns whether they could be kept. */
export function keepPreferences(storage: PreferenceStorage, preferences: Preferences): boolean {
  const { theme, areas, savedViews, welcomed } = preferences
  try {
    storage.setItem(STORAGE_KEY, JSON.stringify({ theme, areas, savedViews, welcomed }))
    return true
  } catch {
    return false
  }
}

/** What was kept may be of another version, or spoiled: each part that is not understood is its default. */
export function parsePreferences(text: string | null): Preferences {
  const kept = text === null ? {} : parseObject(text)
  const areas = objectOf(kept['areas'])
  return {
    theme: isTheme(kept['theme']) ? kept['theme'] : DEFAULT_PREFERENCES.theme,
    areas: {
      columns: readArrangement(areas['columns']),
      panels: readArrangement(areas['panels']),
      charts: readArrangement(areas['charts']),
    },
    savedViews: listOf(kept['savedViews']).flatMap(readView).slice(0, MOST_SAVED_VIEWS),
    welcomed: kept['welcomed'] === true,
  }
}

function readArrangement(value: unknown): Arrangement {
  return listOf(value)
    .map(objectOf)
    .flatMap(({ id, shown }) => (typeof id === 'string' && typeof shown === 'boolean' ? [{ id, shown }] : []))
    .slice(0, MOST_CHOICES)
}

function readView(value: unknown): SavedView[] {
  const { name, scope, filter } = objectOf(value)
  if (typeof name !== 'string' || name === '') return []
  return [
    {
      name: name.slice(0, LONGEST_VIEW_NAME),
      scope: scope === 'all' ? 'all' : 'recent',
      filter: readFilter(filter),
    },
  ]
}

type Fields = Readonly<Record<string, unknown>>

function parseObject(text: string): Fields {
  try {
    return objectOf(JSON.parse(text))
  } catch {
    return {}
  }
}

function objectOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
