import { describe, expect, it } from 'vitest'
import { NO_FILTER } from '../../shared/domain/session-filter.ts'
import {
  DEFAULT_PREFERENCES,
  keepPreferences,
  loadPreferences,
  parsePreferences,
  type Preferences,
  type PreferenceStorage,
} from './preferences.ts'

function memory(): PreferenceStorage {
  const kept = new Map<string, string>()
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) }
}

const CHOSEN: Preferences = {
  theme: 'cyberpunk',
  areas: { columns: [{ id: 'cost', shown: false }], panels: [], charts: [] },
  savedViews: [{ name: 'Mine', scope: 'all', filter: { ...NO_FILTER, state: 'waiting', tag: 'urgent' } }],
  welcomed: true,
}

describe('preferences', () => {
  it('are the same after they were kept', () => {
    const storage = memory()
    expect(keepPreferences(storage, CHOSEN)).toBe(true)
    expect(loadPreferences(storage)).toEqual(CHOSEN)
  })

  it('are the defaults where nothing was kept, and where the browser refuses its storage', () => {
    expect(loadPreferences(memory())).toEqual(DEFAULT_PREFERENCES)
    const refusing: PreferenceStorage = {
      getItem() {
        throw new Error('switched off')
      },
      setItem() {
        throw new Error('switched off')
      },
    }
    expect(loadPreferences(refusing)).toEqual(DEFAULT_PREFERENCES)
    expect(keepPreferences(refusing, CHOSEN)).toBe(false)
  })

  it.each([
    'not JSON',
    'null',
    '[]',
    '7',
    '{"theme":"plaid","areas":7,"savedViews":[null,{"name":""},7],"welcomed":"yes"}',
    '{"areas":{"columns":[{"id":7,"shown":true},null,"a"]}}',
  ])('are the defaults where %s was kept', (text) => {
    expect(parsePreferences(text)).toEqual(DEFAULT_PREFERENCES)
  })

  it('keep what is understood beside what is not', () => {
    const { theme, savedViews } = parsePreferences(
      '{"theme":"light","savedViews":[{"name":"Old","scope":"moon","filter":{"state":"asleep","tag":"a"}}]}',
    )
    expect(theme).toBe('light')
    expect(savedViews).toEqual([{ name: 'Old', scope: 'recent', filter: { ...NO_FILTER, tag: 'a' } }])
  })
})
