import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadSettings } from './load-settings.ts'
import { defaultSettings } from './settings.ts'

describe('the settings file', () => {
  let folder = ''
  let path = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'settings-'))
    path = join(folder, 'config.json')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('is read', async () => {
    writeFileSync(path, '{ "health_thresholds": { "healthy": 75 } }')
    const { settings, problems } = await loadSettings(path)
    expect(problems).toEqual([])
    expect(settings.healthThresholds.healthy).toBe(75)
  })

  it('may begin with a byte order mark', async () => {
    writeFileSync(path, '\ufeff{ "health_thresholds": { "healthy": 75 } }')
    expect((await loadSettings(path)).settings.healthThresholds.healthy).toBe(75)
  })

  it('may be missing, which is no problem', async () => {
    expect(await loadSettings(path)).toEqual({ settings: defaultSettings(), problems: [] })
  })

  it('that is not JSON leaves the defaults and says what to do', async () => {
    writeFileSync(path, '{ "health_thresholds": ')
    const { settings, problems } = await loadSettings(path)
    expect(settings).toEqual(defaultSettings())
    expect(problems).toEqual([{ path: '', message: expect.stringContaining('is not valid JSON') }])
    expect(problems[0]?.message).toContain('The defaults apply; correct the file or remove it.')
    expect(problems[0]?.message).toContain(path)
  })

  it('that is empty is not JSON either', async () => {
    writeFileSync(path, '')
    expect((await loadSettings(path)).problems).toHaveLength(1)
  })

  it('that is no plain file leaves the defaults and says so', async () => {
    mkdirSync(path)
    const { settings, problems } = await loadSettings(path)
    expect(settings).toEqual(defaultSettings())
    expect(problems[0]?.message).toContain('not a plain file')
  })

  it('that is far too large is not read', async () => {
    writeFileSync(path, ' '.repeat(1024 * 1024 + 1))
    expect((await loadSettings(path)).problems[0]?.message).toContain('1048577 bytes')
  })

  it.runIf(process.platform !== 'win32' && process.getuid?.() !== 0)(
    'that may not be read leaves the defaults and says why',
    async () => {
      writeFileSync(path, '{}')
      chmodSync(path, 0o000)
      expect((await loadSettings(path)).problems[0]?.message).toContain('EACCES')
    },
  )
})
