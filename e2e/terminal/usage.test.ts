import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { run } from './command.ts'
import { type Home, makeHome, rolloutPath, write } from './home.ts'
import { rolloutText } from './rollout.ts'

const threads = [
  '0a5e77ab-0000-7000-8000-00000000000a',
  '0a5e77ab-0000-7000-8000-00000000000b',
  'ffffffff-0000-7000-8000-00000000000c',
] as const

let home: Home
beforeAll(() => {
  home = makeHome()
  for (const threadId of threads) write(home, rolloutPath(threadId), rolloutText({ threadId }))
})
afterAll(() => home.remove())

const version = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'))).version

describe('what the command says of itself', () => {
  it('is its version', async () => {
    expect(await run(home, ['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
  })

  it('is a page of help that fits 80 columns', async () => {
    const { code, stdout, stderr } = await run(home, ['--help'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    await expect(stdout).toMatchFileSnapshot('help.txt')
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  })
})

describe('a wrong call', () => {
  it.each([
    [['lst'], "unknown command 'lst'"],
    [['list', '--colour'], "unknown option '--colour'"],
    [['list', '--status', 'asleep'], 'It is one of working, waiting, idle, ended, stuck'],
    [['health'], "missing required argument 'id'"],
  ])('%j is refused with code 2 and a sentence on standard error', async (args, sentence) => {
    const { code, stdout, stderr } = await run(home, args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(sentence)
    expect(stderr).toContain('llm-session --help')
  })
})

describe('an id', () => {
  const [first, second, third] = threads

  it('may be shortened, with the name of the assistant or without', async () => {
    for (const id of ['ffff', `codex:${third}`]) {
      const { code, stdout } = await run(home, ['health', id, '--json'])
      expect(code).toBe(0)
      expect(JSON.parse(stdout)).toMatchObject({ id: `codex:${third}` })
    }
  })

  it('that begins several explains which, with code 2', async () => {
    const { code, stdout, stderr } = await run(home, ['health', '0a5e77ab'])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr.split('\n')).toEqual([
      'llm-session: 0a5e77ab may mean 2 sessions:',
      `  codex:${first}`,
      `  codex:${second}`,
      'Give a few more characters.',
      '',
    ])
  })

  it('that begins none says so, with code 2', async () => {
    const { code, stdout, stderr } = await run(home, ['health', 'nothing', '--json'])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('no session has an id that begins with nothing.')
    expect(stderr).toContain('llm-session list --all')
  })

  it('is never taken for a pattern, nor may it steer the terminal', async () => {
    for (const id of ['%', '\u001b[2J_']) {
      const { code, stderr } = await run(home, ['health', id])
      expect(code).toBe(2)
      expect(stderr).not.toContain('\u001b')
      expect(stderr).toContain('no session has an id')
    }
  })
})
