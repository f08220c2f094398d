import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SettingsKeeper } from './settings-keeper.ts'

const silent = { debug: () => {}, warn: () => {}, error: () => {} }

describe('settings that are followed', () => {
  let folder = ''
  let path = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'settings-'))
    path = join(folder, 'config.yaml')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const healthy = (keeper: SettingsKeeper) => keeper.current.healthThresholds.healthy

  it('apply as soon as the file is there, changes, and goes', async () => {
    const keeper = await SettingsKeeper.open(path, silent)
    expect(healthy(keeper)).toBe(70)
    writeFileSync(path, 'health_thresholds: { healthy: 75 }')
    expect(await keeper.follow()).toBe('settings')
    expect(healthy(keeper)).toBe(75)
    writeFileSync(path, 'health_thresholds: { healthy: 80, critical: 50 }')
    expect(await keeper.follow()).toBe('settings')
    expect(healthy(keeper)).toBe(80)
    rmSync(path)
    expect(await keeper.follow()).toBe('settings')
    expect(healthy(keeper)).toBe(70)
    expect(keeper.problems).toEqual([])
  })

  it('are not read again while the file stays the same', async () => {
    writeFileSync(path, 'health_thresholds: { healthy: 75 }')
    const keeper = await SettingsKeeper.open(path, silent)
    expect(await keeper.follow()).toBe('same')
  })

  it('tell nobody where a change sets nothing else', async () => {
    const keeper = await SettingsKeeper.open(path, silent)
    writeFileSync(path, '# a word to myself\n')
    expect(await keeper.follow()).toBe('same')
  })

  it.each([
    ['breaks off', 'health_thresholds: { healthy: 8'],
    [
      'has a value out of range',
      'health_thresholds: { healthy: 800 }\nproviders: { codex: { enabled: false } }',
    ],
  ])('stay as they were after a change that %s, until it is mended', async (_, text) => {
    writeFileSync(path, 'health_thresholds: { healthy: 75 }')
    const keeper = await SettingsKeeper.open(path, silent)
    writeFileSync(path, text)
    expect(await keeper.follow()).toBe('problems')
    expect(healthy(keeper)).toBe(75)
    expect(keeper.current.providers).toEqual({})
    expect(keeper.problems.at(-1)).toContain('the settings from before its last change stay in force')
    writeFileSync(path, 'health_thresholds: { healthy: 90 }')
    expect(await keeper.follow()).toBe('settings')
    expect(healthy(keeper)).toBe(90)
    expect(keeper.problems).toEqual([])
  })

  it('apply where a change only adds a key that means nothing here', async () => {
    const keeper = await SettingsKeeper.open(path, silent)
    writeFileSync(path, 'health_thresholds: { healthy: 75 }\nfrom_the_future: 1\n')
    expect(await keeper.follow()).toBe('settings')
    expect(keeper.problems).toEqual([`${path}:2:1: from_the_future: Unknown key. Ignored.`])
  })
})
