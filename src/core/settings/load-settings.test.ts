import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadSettings } from './load-settings.ts'
import { defaultSettings } from './default-settings.ts'
import { problemText } from './settings-problem.ts'

describe('the settings file', () => {
  let folder = ''
  let path = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'settings-'))
    path = join(folder, 'config.yaml')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('is read', async () => {
    writeFileSync(path, 'health_thresholds:\n  healthy: 75  # stricter than most\n')
    const { settings, problems } = await loadSettings(path)
    expect(problems).toEqual([])
    expect(settings.healthThresholds.healthy).toBe(75)
  })

  it('may be JSON, which is YAML as well', async () => {
    writeFileSync(path, '{ "health_thresholds": { "healthy": 75 } }')
    expect((await loadSettings(path)).settings.healthThresholds.healthy).toBe(75)
  })

  it('may begin with a byte order mark', async () => {
    writeFileSync(path, '\ufeff{ "health_thresholds": { "healthy": 75 } }')
    expect((await loadSettings(path)).settings.healthThresholds.healthy).toBe(75)
  })

  it('may be missing, which is no problem', async () => {
    expect(await loadSettings(path)).toMatchObject({ settings: defaultSettings(), problems: [] })
  })

  it('that is not YAML leaves the defaults, and says where it breaks and what to do', async () => {
    writeFileSync(path, 'health_thresholds:\n  healthy: 75\n critical: 30\n')
    const { settings, problems } = await loadSettings(path)
    expect(settings).toEqual(defaultSettings())
    expect(problems).toEqual([
      {
        kind: 'file',
        path: '',
        place: { line: 3, column: 1 },
        message: expect.stringContaining('is not valid YAML'),
      },
    ])
    expect(problems[0]?.message).toContain('The defaults apply; correct the file or remove it.')
  })

  it('that holds no keys says so', async () => {
    writeFileSync(path, '- one\n- two\n')
    expect((await loadSettings(path)).problems[0]?.message).toContain('must hold keys with values')
  })

  it.each(['', '# health_thresholds:\n#   healthy: 75\n'])(
    'that sets nothing is no problem: %j',
    async (text) => {
      writeFileSync(path, text)
      expect(await loadSettings(path)).toMatchObject({ settings: defaultSettings(), problems: [] })
    },
  )

  it('tells line and column of what does not apply', async () => {
    writeFileSync(
      path,
      'health_weights:\n  token_usage: much\nsession_discovery:\n  ignore_patterns:\n    - one\n    - 2\n  ignore_paterns: []\n',
    )
    const { problems } = await loadSettings(path)
    expect(
      problems.map((problem) => problemText('config.yaml', problem).split(': ').slice(0, 2).join(': ')),
    ).toEqual([
      'config.yaml:2:3: health_weights.token_usage',
      'config.yaml:6:7: session_discovery.ignore_patterns.1',
      'config.yaml:7:3: session_discovery.ignore_paterns',
    ])
  })

  it('cannot fill the memory with aliases of aliases', async () => {
    const levels = Array.from({ length: 12 }, (_, level) => {
      const of = level === 0 ? '"x"' : `*a${level - 1}`
      return `a${level}: &a${level} [${Array.from({ length: 12 }, () => of).join(', ')}]`
    })
    writeFileSync(path, levels.join('\n'))
    const { problems } = await loadSettings(path)
    expect(problems).toEqual([expect.objectContaining({ kind: 'file' })])
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
