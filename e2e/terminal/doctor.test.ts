import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Source } from '../../src/shared/contract/source.ts'
import { doctorJson, listJson, ownSessions } from './answers.ts'
import { run } from './command.ts'
import { type Home, makeHome, openToEveryone, rolloutPath, write } from './home.ts'
import { rolloutText } from './rollout.ts'

/** To root nothing is unreadable, so there another user looks: `nobody` of most systems. */
const looker = process.getuid?.() === 0 ? { uid: 65_534 } : {}
const hasFileModes = process.platform !== 'win32'

let home: Home
beforeEach(() => {
  home = makeHome()
})
afterEach(() => home.remove())

function thread(last: string): string {
  return `01a1fb7f-0000-7000-8000-${last.padStart(12, '0')}`
}

function sourceOf(sources: readonly Source[], path: string): Source | undefined {
  return sources.find((source) => source.path === join(home.path, path))
}

describe('an empty home', () => {
  it('is no trouble, and each place that was looked in is named', async () => {
    const report = await doctorJson(home)
    expect(report.sources.map(({ status }) => status)).toEqual(report.sources.map(() => 'absent'))
    expect(sourceOf(report.sources, '.claude/projects')).toBeDefined()
    expect(sourceOf(report.sources, '.codex/sessions')).toBeDefined()
    expect(report.store).toEqual([])
  })

  it('lists nothing, says what it looked for, and what to do', async () => {
    const { code, stdout, stderr } = await run(home, ['list', '--status', 'ended'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('No sessions found on this machine.')
    expect(stdout).toContain('Looked for ')
    expect(stdout).toContain('claude-code')
    expect(stdout).toContain('llm-session doctor')
    expect(stdout).toContain('--demo')
  })
})

describe.runIf(hasFileModes)('folders that may not be read', () => {
  it('are named with the reason by doctor, and not taken for empty by list', async () => {
    openToEveryone(home)
    const projects = join(home.path, '.claude/projects')
    mkdirSync(join(projects, '-home-dev-app'), { recursive: true })
    mkdirSync(join(home.path, '.codex/sessions/2026'), { recursive: true })
    const locked = [projects, join(home.path, '.codex/sessions')]
    for (const folder of locked) chmodSync(folder, 0o000)
    try {
      const { sources } = await doctorJson(home, looker)
      for (const folder of locked) {
        const source = sources.find(({ path }) => path === folder)
        expect(source?.status).toBe('unreadable')
        expect(source?.problems).toEqual([
          { path: folder, reason: expect.stringMatching(/permission|not allowed|may not/i) },
        ])
      }
      const listed = await run(home, ['list'], looker)
      expect(listed.code).toBe(3)
      expect(listed.stdout).toContain('No session could be read.')
      expect(listed.stderr).toContain('2 places could not be read')
      for (const folder of locked) expect(listed.stderr).toContain(folder)
    } finally {
      for (const folder of locked) chmodSync(folder, 0o755)
    }
  })
})

describe('files that are not what they should be', () => {
  it('are counted line by line, with the reason', async () => {
    const whole = rolloutText({ threadId: thread('1') })
    const damaged = `${whole}not JSON\n{"half":\n\n\u0000\u0000\n[1,2]\n${'x'.repeat(100_000)}\n`
    write(home, rolloutPath(thread('1')), damaged)
    write(home, rolloutPath(thread('2')), '')
    write(home, rolloutPath(thread('3')), '\u0089PNG\r\n\u001a\n\u0000\u00ff')
    write(home, '.claude/projects/-home-dev-app/11111111-1111-4111-8111-111111111111.jsonl', '}{\n')
    const { sources } = await doctorJson(home)
    const codex = sourceOf(sources, '.codex/sessions')
    expect(codex).toMatchObject({ status: 'ok', files: 3 })
    expect(codex?.linesSkipped['malformed']).toBeGreaterThanOrEqual(5)
    expect(sourceOf(sources, '.claude/projects')).toMatchObject({ files: 1, linesSkipped: { malformed: 1 } })
    const { stdout } = await run(home, ['doctor'])
    expect(stdout).toContain('malformed')

    const sessions = ownSessions(home, await listJson(home))
    expect(sessions.find(({ id }) => id.endsWith(thread('1')))?.tokens.total).toBe(1_050)
  })

  it('are told by version where the records are of a type that nobody knows', async () => {
    const unknown = '{"timestamp":"2026-11-20T12:00:00.000Z","type":"thought_stream","payload":{}}\n'
    write(home, rolloutPath(thread('1')), rolloutText({ threadId: thread('1') }) + unknown.repeat(1_204))
    const { providers } = await doctorJson(home)
    expect(providers.find(({ id }) => id === 'codex')?.unknownRecords).toEqual([
      { version: '0.169.0', count: 1_204 },
    ])
    const { stdout } = await run(home, ['doctor'])
    expect(stdout).toContain('Codex 0.169.0: 1,204 records of an unknown type')
  })

  it('are told also where they stand in a document', async () => {
    const message = (role: string) => ({ message: { role, content: 'hello' } })
    const sessionId = '1d90f537-36b6-49e6-853a-eb97892c74a4'
    const session = { sessionId, history: [message('user'), message('oracle'), message('oracle')] }
    write(home, `.continue/sessions/${sessionId}.json`, JSON.stringify(session))
    const { stdout } = await run(home, ['doctor'])
    expect(stdout).toContain('Continue of an unknown version: 2 records of an unknown type')
  })

  it('neither hang it nor lead it out of the home, and each is named', async () => {
    const folder = '.codex/sessions/2026/11/20'
    write(home, rolloutPath(thread('1')), rolloutText({ threadId: thread('1') }))
    const outside = write(home, '../outside/secret.jsonl', rolloutText({ threadId: thread('9') }))
    const odd = (name: string) => join(home.path, rolloutPath(thread(name)))
    mkdirSync(odd('2'))
    symlinkSync(outside, odd('3'))
    symlinkSync(join(home.path, 'nowhere'), odd('4'))
    symlinkSync('.', join(home.path, folder, 'around'))
    if (existsSync('/dev/zero')) symlinkSync('/dev/zero', odd('5'))
    if (hasFileModes) execFileSync('mkfifo', [odd('6')])

    const { sources, providers } = await doctorJson(home)
    const source = sourceOf(sources, '.codex/sessions')
    const named = source?.problems.map(({ path }) => path) ?? []
    // A folder is no transcript, whatever it is called: nothing is missing.
    const expected = ['3', '4', ...(existsSync('/dev/zero') ? ['5'] : []), ...(hasFileModes ? ['6'] : [])]
    expect(named).toEqual(expected.map(odd))
    expect(source?.problems.every(({ reason }) => reason.length > 3)).toBe(true)
    expect(providers.every(({ error }) => error === null)).toBe(true)
    const { code, stdout } = await run(home, ['doctor'])
    expect(code).toBe(0)
    for (const path of named) expect(stdout).toContain(path)

    const sessions = ownSessions(home, await listJson(home))
    expect(sessions.map(({ id }) => id)).toEqual([`codex:${thread('1')}`])
  })

  it('in the place of a folder are named too', async () => {
    write(home, '.claude/projects', 'a file')
    write(home, '.codex', 'a file')
    const { sources } = await doctorJson(home)
    const problems = sources.flatMap((source) => source.problems)
    expect(problems.map(({ path }) => path)).toContain(join(home.path, '.claude/projects'))
  })
})
