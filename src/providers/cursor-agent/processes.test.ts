import { describe, expect, it } from 'vitest'
import type { ProcessInfo } from '../../shared/domain/process.ts'
import { matchAgentProcess } from './processes.ts'

const VERSION = '/home/dev/.local/share/cursor-agent/versions/2026.06.26'
const NODE = `${VERSION}/node`
const SCRIPT = `${VERSION}/index.js`
const ID = 'a1b2c3d4-e5f6-7890-abcd-ef1234567890'

describe('a process of the agent', () => {
  it.each([
    [['/home/dev/.local/bin/agent', '--use-system-ca', SCRIPT]],
    [['/home/dev/.local/bin/cursor-agent', SCRIPT, '-p', 'fix the login']],
    [['node', SCRIPT, '--model', 'gpt-5.5', 'status of this file?']],
  ])('runs a chat: %j', (argv) => {
    expect(match(argv)).toEqual({ role: 'session', sessionHint: undefined })
  })

  it.each([[['agent', SCRIPT, `--resume=${ID}`]], [['agent', SCRIPT, '--resume', ID]]])(
    'names it: %j',
    (argv) => {
      expect(match(argv)?.sessionHint).toBe(ID)
    },
  )

  it('runs on Windows in a Node of its own', () => {
    const folder = 'C:\\Users\\dev\\AppData\\Local\\cursor-agent\\versions\\2026.06.26'
    expect(match([`${folder}\\node.exe`, `${folder}\\index.js`], `${folder}\\node.exe`)?.role).toBe('session')
  })

  it('is known by its arguments where its program may not be seen', () => {
    expect(match(['agent', SCRIPT], 'hidden')?.role).toBe('session')
  })

  it('hosts the chats of an editor', () => {
    expect(match(['agent', SCRIPT, 'acp'])?.role).toBe('host')
  })

  it.each([
    ['a worker of another process', ['node', SCRIPT, 'worker-server']],
    ['a command', ['agent', SCRIPT, 'login']],
    ['a question about its version', ['agent', SCRIPT, '--version']],
    ['an agent of another product', ['agent', '/opt/build/agent/index.js']],
    ['a program without arguments', ['agent']],
  ])('is none where it is %s', (_what, argv) => {
    expect(match(argv)).toBeUndefined()
  })

  it('is not an editor on its script, nor one that ended', () => {
    expect(match(['vim', SCRIPT], '/usr/bin/vim')).toBeUndefined()
    expect(match(['agent', SCRIPT], NODE, true)).toBeUndefined()
  })
})

function match(argv: readonly string[], exe = NODE, zombie = false) {
  const process: ProcessInfo = {
    pid: 2,
    parentPid: 1,
    exe: exe === 'hidden' ? undefined : exe,
    argv,
    cwd: '/home/dev/app',
    startedAt: undefined,
    startToken: undefined,
    zombie,
    inContainer: false,
    cpuSeconds: undefined,
    residentBytes: undefined,
  }
  return matchAgentProcess(process)
}
