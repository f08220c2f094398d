import { describe, expect, it } from 'vitest'
import type { ProcessInfo } from '../../shared/domain/process.ts'
import { matchRooProcess } from './processes.ts'

const ROO = '/home/dev/.roo/cli/bin/roo'
const ID = '0199aaaa-bbbb-7ccc-8ddd-eeeeffff0001'

describe('a process of Roo Code', () => {
  it.each([
    [['node', ROO]],
    [['node', '/home/dev/.local/bin/roo', '-p', 'list the files']],
    [['node', ROO, '-m', 'auth', 'fix it']],
  ])('runs a session: %j', (argv) => {
    expect(match(argv)).toEqual({ role: 'session', sessionHint: undefined })
  })

  it.each([[['node', ROO, '--session-id', ID]], [['node', ROO, `--create-with-session-id=${ID}`, 'fix it']]])(
    'names its session: %j',
    (argv) => {
      expect(match(argv)?.sessionHint).toBe(ID)
    },
  )

  it.each([
    [['node', ROO, 'auth', 'login']],
    [['node', ROO, '--version']],
    [['node', ROO, 'upgrade']],
    [['node', '/home/dev/roo/server.js']],
    [['node', '/home/dev/bin/kangaroo']],
    [['node']],
  ])('is not %j', (argv) => {
    expect(match(argv)).toBeUndefined()
  })

  it('is not an editor on a file of that name, nor one that ended', () => {
    expect(match(['vim', '/home/dev/bin/roo'], '/usr/bin/vim')).toBeUndefined()
    expect(match(['node', ROO], '/usr/bin/node', true)).toBeUndefined()
  })
})

function match(argv: readonly string[], exe = '/usr/bin/node', zombie = false) {
  const process: ProcessInfo = {
    pid: 2,
    parentPid: 1,
    exe,
    argv,
    cwd: '/home/dev/app',
    startedAt: undefined,
    startToken: undefined,
    zombie,
    inContainer: false,
    cpuSeconds: undefined,
    residentBytes: undefined,
  }
  return matchRooProcess(process)
}
