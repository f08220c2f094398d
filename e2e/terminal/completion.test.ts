import { execFileSync, spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from './command.ts'
import { type Home, makeHome, rolloutPath, write } from './home.ts'
import { rolloutText } from './rollout.ts'

let home: Home
beforeAll(() => {
  home = makeHome()
})
afterAll(() => home.remove())

const has = (shell: string) => spawnSync(shell, ['-c', 'exit 0']).status === 0

describe('completion', () => {
  it.each(['bash', 'zsh', 'fish'])('of %s names every command of the help', async (shell) => {
    const { stdout: help } = await run(home, ['--help'])
    const names = [...help.matchAll(/^ {2}([a-z][a-z-]+) /gm)].map(([, name]) => name ?? '')
    expect(names.length).toBeGreaterThan(15)
    const { code, stdout } = await run(home, ['completion', shell])
    expect(code).toBe(0)
    for (const name of names.filter((name) => name !== 'help')) expect(stdout).toContain(name)
  })

  it.runIf(has('bash'))('works in bash', async () => {
    const { stdout } = await run(home, ['completion', 'bash'])
    const complete = (...words: string[]) => {
      const script = `${stdout}\nCOMP_WORDS=(llm-session ${words.map((word) => `'${word}'`).join(' ')})\nCOMP_CWORD=${words.length}\n_llm_session\nprintf '%s\\n' "\${COMPREPLY[@]}"`
      return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim().split('\n')
    }
    expect(complete('init')).toEqual(['init-config'])
    expect(complete('list', '--pro')).toEqual(['--provider', '--project'])
    expect(complete('export', '--format', '')).toEqual(['json', 'yaml', 'markdown', 'csv'])
  })

  it.each(['zsh', 'fish'].filter(has))('is read by %s without a complaint', async (shell) => {
    const { stdout } = await run(home, ['completion', shell])
    const prepared = shell === 'zsh' ? `autoload -U compinit; compinit -D\n${stdout}` : stdout
    const { status, stderr } = spawnSync(shell, ['-c', prepared], { encoding: 'utf8' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })

  it('is asked for by the name of a shell', async () => {
    const { code, stderr } = await run(home, ['completion', 'tcsh'])
    expect(code).toBe(2)
    expect(stderr).toContain('Allowed choices are bash, zsh, fish')
  })
})

describe('recommend', () => {
  it('says what to do with one session, for people and for scripts', async () => {
    const threadId = '3decade0-0000-7000-8000-00000000000a'
    const threeHoursAgo = new Date(Date.now() - 3 * 3_600_000)
    write(home, rolloutPath(threadId), rolloutText({ threadId, at: threeHoursAgo }))
    const { stdout } = await run(home, ['recommend', '3dec'])
    expect(stdout.split('\n')[1]).toBe(`  codex:${threadId}`)
    expect(stdout).toMatch(/• Nothing has happened for .*: archive it\./)
    expect((await run(home, ['recommend', 'nothing'])).code).toBe(2)
    const all: { sessions: { recommendations: unknown[] }[] } = JSON.parse(
      (await run(home, ['recommend', '--demo', '--json'])).stdout,
    )
    expect(all.sessions.length).toBeGreaterThan(0)
    for (const { recommendations } of all.sessions) expect(recommendations.length).toBeGreaterThan(0)
  })
})
