import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPreferences } from './preferences.ts'
import { readPreferencesFile } from './preferences-file.ts'
import { parsePreferences, type StoredPreferences } from './stored-preferences.ts'
import { visiblePlace } from './visible-place.ts'

const NOW = new Date('2026-01-02T12:00:00Z')
let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'preferences-'))
  file = join(folder, 'preferences.json')
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('the file of preferences', () => {
  it('may be missing: the defaults apply, and tell of everything but finished turns, without words of a transcript', () => {
    const { stored, problems } = readPreferencesFile(file, NOW)
    expect(problems).toEqual([])
    expect(stored).toEqual({
      theme: 'system',
      startAtLogin: false,
      startHidden: true,
      keepInTray: true,
      notifications: {
        causes: { critical: true, nearLimit: true, waiting: true, stuck: true, finished: false },
        sound: true,
        transcriptText: false,
        quietHours: null,
      },
      window: null,
    })
  })

  it.each(['', '{', 'null', '[]', '"text"', '\u0000\u0001'])(
    'is set aside where it is broken (%j), and said so',
    (text) => {
      writeFileSync(file, text)
      const { stored, problems } = readPreferencesFile(file, NOW)
      expect(stored).toEqual(parsePreferences({}).stored)
      const aside = 'preferences.json.broken-2026-01-02T12-00-00.000Z'
      expect(readdirSync(folder)).toEqual([aside])
      expect(readFileSync(join(folder, aside), 'utf8')).toBe(text)
      expect(problems.join('\n')).toContain(aside)
    },
  )

  it('loses only what does not apply, and is kept as it was', () => {
    const text = JSON.stringify({
      theme: 'pink',
      startAtLogin: true,
      notifications: { quietHours: { from: '25:00', to: '07:00' } },
    })
    writeFileSync(file, text)
    const { stored, problems } = readPreferencesFile(file, NOW)
    expect(stored).toMatchObject({
      theme: 'system',
      startAtLogin: true,
      notifications: { quietHours: { from: '22:00', to: '07:00' } },
    })
    expect(problems.join('\n')).toMatch(/theme[\s\S]*quietHours: from[\s\S]*broken-/)
    expect(readdirSync(folder)).toHaveLength(2)
    expect(readFileSync(file, 'utf8')).toBe(text)
  })
})

describe('the preferences of a run', () => {
  const found = parsePreferences({})

  it('are written whole and told with what they were', () => {
    const written: StoredPreferences[] = []
    const preferences = createPreferences(found, { write: (stored) => void written.push(stored) })
    const told: string[] = []
    preferences.onChange((now, before) => told.push(`${before.theme} ${now.theme}`))
    preferences.setWindowPlace({ x: 1, y: 2, width: 800, height: 600, maximized: false })
    preferences.set({ ...preferences.current(), theme: 'dark' })
    expect(told).toEqual(['system dark'])
    expect(written.at(-1)).toMatchObject({ theme: 'dark', window: { x: 1, width: 800 } })
    expect(preferences.current()).not.toHaveProperty('window')
  })

  it('stay as they were where they cannot be written', () => {
    const preferences = createPreferences(found, {
      write() {
        throw new Error('disk full')
      },
    })
    expect(() => preferences.set({ ...preferences.current(), theme: 'dark' })).toThrow('disk full')
    expect(preferences.current().theme).toBe('system')
  })
})

describe('the place of a window', () => {
  const place = { x: 2000, y: 100, width: 800, height: 600, maximized: false }
  const left = { x: 0, y: 0, width: 1920, height: 1080 }
  const right = { x: 1920, y: 0, width: 1920, height: 1080 }

  it('is taken again where a screen shows it', () => {
    expect(visiblePlace(place, [left, right])).toEqual(place)
  })

  it('is forgotten where its screen is gone, or only an edge would be seen', () => {
    expect(visiblePlace(place, [left])).toBeUndefined()
    expect(visiblePlace({ ...place, x: 1900 }, [left])).toBeUndefined()
    expect(visiblePlace({ ...place, x: 100, y: -50 }, [left])).toBeUndefined()
    expect(visiblePlace(null, [left])).toBeUndefined()
  })
})
