import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from './command.ts'
import { type Home, makeHome, rolloutPath, write } from './home.ts'
import { rolloutText } from './rollout.ts'

const THREAD = '2bad5eed-0000-7000-8000-00000000000a'

let home: Home
let env: Record<string, string>
beforeAll(() => {
  home = makeHome()
  mkdirSync(join(home.path, 'app'))
  write(home, rolloutPath(THREAD), rolloutText({ threadId: THREAD, cwd: join(home.path, 'app') }))
  const bin = join(home.path, 'bin')
  mkdirSync(bin)
  const note = join(home.path, 'started.json')
  const program = `#!${process.execPath}\nrequire('fs').writeFileSync(${JSON.stringify(note)}, JSON.stringify({ cwd: process.cwd(), args: process.argv.slice(2) }))\n`
  writeFileSync(join(bin, 'claude'), program, { mode: 0o755 })
  env = { PATH: `${bin}:${process.env['PATH'] ?? ''}` }
})
afterAll(() => home.remove())

describe.runIf(process.platform !== 'win32')('handing a session over', () => {
  it('starts the other assistant with the packed context, in the folder of the session', async () => {
    const { code, stderr } = await run(home, ['handoff', '2bad', '--to', 'claude-code'], { env })
    expect(code).toBe(0)
    expect(stderr).toMatch(/Packed codex:2bad\S+ into \d+ tokens/)
    const started = JSON.parse(readFileSync(join(home.path, 'started.json'), 'utf8'))
    expect(started.cwd).toBe(join(home.path, 'app'))
    expect(started.args).toHaveLength(1)
    expect(started.args[0]).toContain('You go on with work that was begun with another assistant (codex).')
    expect(started.args[0]).not.toContain(home.path)
  })

  it('prints the packed context where that is asked for', async () => {
    const { code, stdout } = await run(home, ['handoff', '2bad', '--to', 'codex', '--print'], { env })
    expect(code).toBe(0)
    expect(stdout).toContain('## Where it stands')
  })

  it.each([
    [['--to', 'netscape'], 'These can: claude-code', 2],
    [['--to', 'codex', '--budget', '3'], 'It is a whole number from 500', 2],
    [['--to', 'opencode'], 'opencode cannot be started', 1],
    [[], "required option '--to <assistant>'", 2],
  ])('%j ends with a sentence', async (args, sentence, expected) => {
    const { code, stderr } = await run(home, ['handoff', '2bad', ...args], {
      env: { PATH: join(home.path, 'bin') },
    })
    expect(code).toBe(expected)
    expect(stderr).toContain(sentence)
  })
})
