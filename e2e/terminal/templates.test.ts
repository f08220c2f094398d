import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listJson, ownSessions } from './answers.ts'
import { run } from './command.ts'
import { type Home, makeHome, rolloutPath, write } from './home.ts'
import { rolloutText } from './rollout.ts'

const THREAD = '2bad5e77-0000-7000-8000-00000000000b'
const hasTmux = spawnSync('tmux', ['-V']).status === 0

let home: Home
let shop: string
let env: { PATH: string; TMUX: string; TMUX_TMPDIR: string }
const started = (program: string) => JSON.parse(readFileSync(join(home.path, `${program}.json`), 'utf8'))

beforeEach(() => {
  home = makeHome()
  shop = join(home.path, 'shop')
  mkdirSync(shop)
  writeFileSync(join(shop, 'README.md'), '# Shop\n')
  const bin = join(home.path, 'bin')
  mkdirSync(bin)
  for (const program of ['claude', 'codex']) {
    const note = JSON.stringify(join(home.path, `${program}.json`))
    const text = `#!${process.execPath}\nconst told = JSON.stringify({ cwd: process.cwd(), args: process.argv.slice(2) })\nrequire('fs').writeFileSync(${note}, told)\n`
    writeFileSync(join(bin, program), text, { mode: 0o755 })
  }
  env = { PATH: `${bin}:${process.env['PATH'] ?? ''}`, TMUX: '', TMUX_TMPDIR: home.path }
})
afterEach(() => home.remove())

const file = () => join(home.data, 'templates.yaml')

function writeTemplates(text: string): void {
  mkdirSync(home.data, { recursive: true, mode: 0o700 })
  writeFileSync(file(), text)
}

describe('templates', () => {
  it('are made from scratch, listed, shown and used', async () => {
    expect((await run(home, ['templates'])).stdout).toContain('There are no templates')
    const scratch = [
      '--type',
      'claude-code',
      'codex',
      '--tag',
      'front',
      '--file',
      'README.md',
      '--folder',
      'shop',
    ]
    const saved = await run(home, ['save-template', 'web', ...scratch, '--description', 'front and back'])
    expect(saved).toMatchObject({ code: 0, stdout: `Saved web with 2 sessions in ${file()}.\n` })
    expect((await run(home, ['templates'])).stdout).toBe('web  claude-code, codex  front and back\n')
    const shown = JSON.parse((await run(home, ['templates', 'web', '--json'])).stdout)
    expect(shown.templates[0].sessions[0]).toEqual({
      type: 'claude-code',
      folder: 'shop',
      tags: ['front'],
      project: null,
      note: null,
      contextFiles: ['README.md'],
      prompt: null,
    })
    const prepared = await run(home, ['create-from-template', 'web'])
    expect(prepared.stdout).toContain(`1  claude-code  ${shop}  front`)
    expect(prepared.stdout).toContain(String.raw`claude $'Read these files first:\n- README.md'`)
    expect(existsSync(join(home.path, 'claude.json'))).toBe(false)
  })

  it('give a session its labels as soon as it begins, and survive a rebuild of the index', async () => {
    writeTemplates(
      'templates: { web: { sessions: [ { type: codex, folder: ~/shop, tags: [front], project: Shop, note: careful } ] } }',
    )
    write(
      home,
      rolloutPath('1bad5e77-0000-7000-8000-00000000000b'),
      rolloutText({ threadId: '1bad5e77-0000-7000-8000-00000000000b', cwd: shop }),
    )
    expect((await run(home, ['create-from-template', 'web', '--json'])).code).toBe(0)
    write(home, rolloutPath(THREAD), rolloutText({ threadId: THREAD, cwd: shop, at: new Date() }))
    const listed = async () => {
      const sessions = ownSessions(home, await listJson(home))
      return Object.fromEntries(
        sessions.map(({ id, tags, project }) => [id.slice(6, 10), [...tags, project]]),
      )
    }
    expect(await listed()).toEqual({ '1bad': ['shop'], '2bad': ['front', 'Shop'] })
    expect((await run(home, ['note', '2bad'])).stdout).toBe('careful\n')
    for (const name of readdirSync(home.data)) if (name.startsWith('index')) rmSync(join(home.data, name))
    expect(await listed()).toEqual({ '1bad': ['shop'], '2bad': ['front', 'Shop'] })
  })

  it('are made of sessions that are there', async () => {
    write(home, rolloutPath(THREAD), rolloutText({ threadId: THREAD, cwd: shop }))
    await run(home, ['tag', '2bad', 'urgent'])
    expect((await run(home, ['save-template', 'again', '2bad', '--json'])).code).toBe(0)
    const { templates } = JSON.parse((await run(home, ['templates', '--json'])).stdout)
    expect(templates).toMatchObject([
      { name: 'again', sessions: [{ type: 'codex', folder: '~/shop', tags: ['urgent'] }] },
    ])
    const refused = await run(home, ['save-template', 'again', '2bad'])
    expect(refused).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('--force') })
    expect((await run(home, ['save-template', 'again', '2bad', '--force'])).code).toBe(0)
  })
})

describe.runIf(process.platform !== 'win32')('starting from a template', () => {
  beforeEach(() =>
    writeTemplates(`templates:
  web:
    sessions:
      - { type: claude-code, folder: shop, context_files: [README.md], prompt: "Fix 'it'." }
      - { type: codex, folder: ~/shop }
  editor: { sessions: [ { type: cursor } ] }
`),
  )

  it('starts one session in this terminal', async () => {
    const { code } = await run(home, ['create-from-template', 'web', '--only', '1', '--start'], { env })
    expect(code).toBe(0)
    expect(started('claude')).toEqual({
      cwd: shop,
      args: ["Read these files first:\n- README.md\n\nFix 'it'."],
    })
  })

  it.runIf(hasTmux)('starts several in windows of tmux', async () => {
    try {
      const { code, stdout } = await run(home, ['create-from-template', 'web', '--start'], { env })
      expect(code).toBe(0)
      expect(stdout).toContain('tmux attach -t web')
      await expect
        .poll(() => ['claude', 'codex'].every((name) => existsSync(join(home.path, `${name}.json`))))
        .toBe(true)
      await expect.poll(() => started('codex')).toEqual({ cwd: shop, args: [] })
    } finally {
      spawnSync('tmux', ['kill-server'], { env: { ...process.env, ...env } })
    }
  })

  it.each([
    [['web', '--start', '--only', '3'], 'the template has 2 sessions', 2],
    [['web', '--folder', 'elsewhere'], 'sessions.0.folder: ', 1],
    [['wab'], 'Did you mean web?', 2],
    [['editor', '--start'], 'cursor cannot be started from a terminal', 1],
  ])('%j ends with a sentence', async (args, sentence, expected) => {
    const { code, stdout, stderr } = await run(home, ['create-from-template', ...args], { env })
    expect({ code, stdout }).toEqual({ code: expected, stdout: '' })
    expect(stderr).toContain(sentence)
  })
})

it('a mistake in the templates is told with its line and the nearest key, and the others are used', async () => {
  writeTemplates('templates:\n  good: { sessions: [ { type: codex } ] }\n  bad: { sesions: [] }\n')
  const { code, stdout, stderr } = await run(home, ['templates'])
  expect({ code, stdout }).toEqual({ code: 1, stdout: 'good  codex\n' })
  expect(stderr).toContain(
    `${file()}:3:10: templates.bad.sesions: Unknown key. Ignored. Did you mean "sessions"?`,
  )
  expect((await run(home, ['create-from-template', 'bad'])).stderr).toContain('templates.bad.sessions')
  expect((await run(home, ['create-from-template', 'good'])).code).toBe(0)
  writeFileSync(file(), 'templates: [')
  const broken = await run(home, ['save-template', 'new', '--type', 'codex'])
  expect(broken).toMatchObject({ code: 1, stderr: expect.stringContaining('is not valid YAML') })
  expect(readFileSync(file(), 'utf8')).toBe('templates: [')
})
