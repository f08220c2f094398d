import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PROGRAMS, run } from './command.ts'
import { type Home, makeHome } from './home.ts'

describe('a command that does not come to its end', () => {
  let home: Home
  let temporary: string

  beforeAll(() => {
    home = makeHome()
    temporary = join(home.path, 'temporary')
    mkdirSync(temporary)
  })
  afterAll(() => home.remove())

  const start = (stdout: 'ignore' | 'pipe') =>
    spawn(process.execPath, [PROGRAMS.sources, 'list', '--demo'], {
      env: {
        ...process.env,
        HOME: home.path,
        LLM_SESSION_HOME: home.data,
        TMPDIR: temporary,
        TEMP: temporary,
      },
      stdio: ['ignore', stdout, 'pipe'],
    })

  it('says nothing where nobody reads on', async () => {
    const child = start('pipe')
    let stderr = ''
    child.stderr?.on('data', (text) => (stderr += String(text)))
    child.stdout?.destroy()
    await once(child, 'close')
    expect({ code: child.exitCode, stderr }).toEqual({ code: 0, stderr: '' })
  })

  it.runIf(process.platform !== 'win32')('leaves no sample data behind when it is interrupted', async () => {
    const child = start('ignore')
    const closed = once(child, 'close')
    await expect.poll(() => readdirSync(temporary), { interval: 5, timeout: 10_000 }).not.toEqual([])
    child.kill('SIGINT')
    await closed
    expect(readdirSync(temporary)).toEqual([])
  })
})

describe('a list that finds nothing', () => {
  let home: Home

  beforeAll(() => {
    home = makeHome()
  })
  afterAll(() => home.remove())

  it('names the assistants there are where it was asked for another one', async () => {
    const { code, stdout } = await run(home, ['list', '--demo', '--provider', 'nobody'])
    expect(code).toBe(0)
    expect(stdout).toContain('No assistant is called nobody.\nThere are ')
  })

  it('does not say that no session is live where only none matches', async () => {
    const { stdout } = await run(home, ['list', '--demo', '--project', 'nothing'])
    expect(stdout).toContain('No session that is live or was active in the last day matches.')
  })
})
