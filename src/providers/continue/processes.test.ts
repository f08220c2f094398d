import { describe, expect, it } from 'vitest'
import type { ProcessInfo } from '../../shared/domain/process.ts'
import { matchContinueProcess } from './processes.ts'

const NODE = '/usr/bin/node'
const CN = '/usr/local/bin/cn'

describe('matchContinueProcess', () => {
  it.each<[string, string | undefined, readonly string[]]>([
    ['the terminal', NODE, ['node', CN]],
    ['a headless run', NODE, ['node', '/app/node_modules/.bin/cn', '-p', 'fix the bug']],
    ['the package itself', NODE, ['node', '/app/node_modules/@continuedev/cli/dist/cn.js', '--resume']],
    ['Windows', 'C:\\node.exe', ['node', 'C:\\npm\\node_modules\\@continuedev\\cli\\dist\\cn.js']],
    ['a program whose file may not be read', undefined, ['node', CN]],
    ['a prompt that begins like a command', NODE, ['node', CN, 'review the code']],
    ['a model called like a command', NODE, ['node', CN, '--model', 'login']],
    ['its server', NODE, ['node', CN, 'serve', '--port', '8000']],
    ['a fork, which gets an id of its own', NODE, ['node', CN, '--fork', 'some-id']],
  ])('takes %s for a session', (_case, exe, argv) => {
    expect(matchContinueProcess(processOf(exe, argv))).toEqual({ role: 'session', sessionHint: undefined })
  })

  it('takes its server for editors for a host', () => {
    expect(matchContinueProcess(processOf(NODE, ['node', CN, 'acp']))?.role).toBe('host')
  })

  it.each<[string, string, readonly string[]]>([
    ['a login', NODE, ['node', CN, 'login']],
    ['the list of sessions', NODE, ['node', CN, 'ls', '--json']],
    ['a session on another machine', NODE, ['node', CN, '--verbose', 'remote', 'go']],
    ['its version', NODE, ['node', CN, '--version']],
    ['another script', NODE, ['node', '/home/dev/cn/index.js']],
    ['a script that is called so elsewhere', NODE, ['node', '/home/dev/cn']],
    ['an editor', '/usr/bin/vim', ['vim', 'cn']],
  ])('leaves %s alone', (_case, exe, argv) => {
    expect(matchContinueProcess(processOf(exe, argv))).toBeUndefined()
  })

  it('leaves a dead process alone', () => {
    expect(matchContinueProcess({ ...processOf(NODE, ['node', CN]), zombie: true })).toBeUndefined()
  })
})

function processOf(exe: string | undefined, argv: readonly string[]): ProcessInfo {
  return {
    pid: 10,
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
}
