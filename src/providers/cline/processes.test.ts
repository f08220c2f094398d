import { describe, expect, it } from 'vitest'
import type { ProcessInfo } from '../../shared/domain/process.ts'
import { matchClineProcess } from './processes.ts'

const PROGRAM = '/usr/lib/node_modules/cline/bin/.cline'

describe('a process of Cline', () => {
  it.each([
    [['cline']],
    [['cline', 'fix the config']],
    [['.cline', '-m', 'gpt-5.5', '--autoapprove', 'true', 'doctor this file']],
    [['cline', '--tui', '-k', 'auth']],
  ])('runs a session: %j', (argv) => {
    expect(match(argv)).toEqual({ role: 'session', sessionHint: undefined })
  })

  it.each([[['cline', '--id', '1795222233092_rm6mf']], [['cline', '--tui', '--id=1795222233092_rm6mf']]])(
    'names the session that it continues: %j',
    (argv) => {
      expect(match(argv)?.sessionHint).toBe('1795222233092_rm6mf')
    },
  )

  it('waits for the real one where it is the launcher of the npm package', () => {
    const argv = ['node', '/home/dev/.npm/bin/cline', '--id', '17_a']
    expect(match(argv, '/usr/bin/node')).toEqual({ role: 'wrapper', sessionHint: undefined })
  })

  it('hosts the sessions of an editor', () => {
    expect(match(['cline', '--acp'])).toEqual({ role: 'host', sessionHint: undefined })
  })

  it.each([
    ['the hub', ['.cline', '--cline-hub-daemon', '--cwd', '/home/dev/app', '--port', '25463']],
    ['a command', ['cline', 'auth', '-p', 'openai']],
    ['a question about its version', ['cline', '--version']],
  ])('is nothing where it is %s', (_what, argv) => {
    expect(match(argv)).toBeUndefined()
  })

  it.each([
    ['/usr/bin/vim', ['vim', 'cline']],
    ['/usr/bin/node', ['node', '/home/dev/cline/server.js']],
    ['/usr/bin/node', ['node', '/home/dev/.npm/bin/cline', 'config']],
    ['/usr/bin/node', ['node']],
    ['/usr/bin/incline', ['incline']],
  ])('is not %s %j', (exe, argv) => {
    expect(match(argv, exe)).toBeUndefined()
  })
})

function match(argv: readonly string[], exe: string = PROGRAM) {
  const process: ProcessInfo = {
    pid: 2,
    parentPid: 1,
    exe,
    argv,
    cwd: '/home/dev/app',
    startedAt: undefined,
    startToken: undefined,
    zombie: false,
    inContainer: false,
    cpuSeconds: undefined,
    residentBytes: undefined,
  }
  return matchClineProcess(process)
}
