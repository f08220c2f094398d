import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SETTINGS_TEMPLATE } from '../../src/core/settings/settings-template.ts'
import { run } from './command.ts'
import { type Home, makeHome, rolloutPath, write } from './home.ts'
import { rolloutText } from './rollout.ts'

let home: Home
let file: string
beforeEach(() => {
  home = makeHome()
  file = join(home.data, 'config.yaml')
})
afterEach(() => home.remove())

describe('init-config', () => {
  it('writes every setting, for the owner alone', async () => {
    const { code, stdout } = await run(home, ['init-config'])
    expect(code).toBe(0)
    expect(stdout).toContain(`Wrote ${file}`)
    expect(readFileSync(file, 'utf8')).toBe(SETTINGS_TEMPLATE)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('leaves a file alone that is there, and keeps it where it is to be replaced', async () => {
    mkdirSync(home.data)
    writeFileSync(file, '# mine\n')
    const refused = await run(home, ['init-config'])
    expect(refused).toMatchObject({ code: 1, stdout: '' })
    expect(refused.stderr).toContain('--force')
    expect(readFileSync(file, 'utf8')).toBe('# mine\n')
    for (const count of [1, 2]) expect((await run(home, ['init-config', '--force'])).code, `${count}`).toBe(0)
    expect(readFileSync(`${file}.old`, 'utf8')).toBe('# mine\n')
    expect(readFileSync(`${file}.old.2`, 'utf8')).toBe(SETTINGS_TEMPLATE)
  })

  it('says what to do where it cannot write', async () => {
    writeFileSync(join(home.path, 'a-file'), '')
    const { code, stderr } = await run(home, ['init-config', '--config', 'a-file/config.yaml'])
    expect(code).toBe(1)
    expect(stderr).toContain('the settings cannot be written')
  })
})

describe('show-config', () => {
  it('shows the defaults where there is no file, and writes none', async () => {
    const { code, stdout } = await run(home, ['show-config'])
    expect(code).toBe(0)
    expect(stdout).toContain(`# ${file} is not there; these are the defaults.`)
    expect(stdout).toContain('health_thresholds:\n  healthy: 70\n  critical: 40\n')
    expect(() => readdirSync(home.data)).toThrow('ENOENT')
  })

  it('names each mistake by line and column, and ends with code 1', async () => {
    mkdirSync(home.data)
    writeFileSync(file, 'health_thresholds:\n  healty: 75\n  critical: 400\n')
    const { code, stdout, stderr } = await run(home, ['show-config'])
    expect(code).toBe(1)
    expect(stdout).toContain('healthy: 70')
    expect(stderr).toContain(
      `${file}:2:3: health_thresholds.healty: Unknown key. Ignored. Did you mean "healthy"?`,
    )
    expect(stderr).toContain(`${file}:3:3: health_thresholds.critical: `)
  })

  it('answers scripts in JSON', async () => {
    mkdirSync(home.data)
    writeFileSync(file, 'health_thresholds:\n  healthy: 75\n')
    const { stdout } = await run(home, ['show-config', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({
      path: file,
      exists: true,
      settings: { health_thresholds: { healthy: 75, critical: 40 } },
      problems: [],
    })
  })
})

describe('the settings', () => {
  const threadId = '01a1fb7f-0000-7000-8000-00000000000a'
  beforeEach(() => write(home, rolloutPath(threadId), rolloutText({ threadId })))
  it('of another file count where it is named', async () => {
    writeFileSync(join(home.path, 'other.yaml'), 'session_discovery: { ignore_patterns: ["**"] }')
    expect(JSON.parse((await run(home, ['list', '--all', '--json'])).stdout).sessions).toHaveLength(1)
    const { stdout } = await run(home, ['list', '--all', '--json', '--config', 'other.yaml'])
    expect(JSON.parse(stdout).sessions).toEqual([])
  })

  it('of a file that is named and not there are asked for, not made up', async () => {
    const { code, stdout, stderr } = await run(home, ['list', '--config', 'missing.yaml'])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('there is no settings file')
    expect(stderr).toContain('llm-session init-config --config missing.yaml')
  })

  it('say what exports do where the command does not', async () => {
    mkdirSync(home.data)
    writeFileSync(file, 'export: { format: yaml, conversation: false, redact: false }')
    const usual = (await run(home, ['export', threadId])).stdout
    expect(usual).toMatch(/^format: llm-session-context\n[\s\S]*^conversation: null$/m)
    expect(usual).toMatch(/^redacted: null$/m)
    const asked = ['export', threadId, '--format', 'json', '--conversation', '--redact']
    expect(JSON.parse((await run(home, asked)).stdout)).toMatchObject({
      conversation: expect.any(Array),
      redacted: expect.any(Object),
    })
  })

  it('that have a mistake are told by every command, in one line', async () => {
    mkdirSync(home.data)
    writeFileSync(file, 'dashboard: { theme: plaid }\nservr: {}\n')
    const { code, stdout, stderr } = await run(home, ['list', '--all', '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout).sessions).toHaveLength(1)
    expect(stderr).toMatch(
      /^settings: .*config\.yaml:1:14: dashboard\.theme: .*\(and 1 more: llm-session show-config\)\n$/,
    )
  })

  it('that are broken leave the defaults, and doctor says where', async () => {
    mkdirSync(home.data)
    writeFileSync(file, 'health_thresholds: [')
    expect((await run(home, ['health', threadId])).code).toBe(0)
    const { stdout } = await run(home, ['doctor'])
    expect(stdout.replace(/\s+/g, ' ')).toContain('is not valid YAML')
  })
})
