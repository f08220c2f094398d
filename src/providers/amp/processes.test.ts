import { describe, expect, it } from 'vitest'
import type { ProcessInfo } from '../../shared/domain/process.ts'
import { matchAmpProcess } from './processes.ts'

const NODE = '/usr/bin/node'
const AMP = '/home/dev/.amp/bin/amp'
const ID = 'T-0199aaaa-bbbb-7ccc-8ddd-eeeeffff0001'

describe('matchAmpProcess', () => {
  it.each<[string, string | undefined, readonly string[], string | undefined]>([
    ['the terminal', AMP, ['amp'], undefined],
    ['a headless run', AMP, ['amp', '-x', 'login'], undefined],
    ['a thread that goes on', AMP, ['amp', 'threads', 'continue', ID], ID],
    ['the last thread', AMP, ['amp', 't', 'c'], undefined],
    ['the npm package', NODE, ['node', '/app/node_modules/@sourcegraph/amp/dist/main.js'], undefined],
    ['its newer name', '/bin/bun', ['bun', '/app/node_modules/@ampcode/cli/dist/main.js'], undefined],
    ['the link to it', NODE, ['node', '/usr/local/bin/amp'], undefined],
    ['Windows', 'C:\\amp\\amp.exe', ['amp.exe'], undefined],
    ['a program whose file may not be read', undefined, [AMP], undefined],
  ])('takes %s for a session', (_case, exe, argv, sessionHint) => {
    expect(matchAmpProcess(processOf(exe, argv))).toEqual({ role: 'session', sessionHint })
  })

  it.each<[string, string, readonly string[]]>([
    ['a login', AMP, ['amp', 'login']],
    ['the list of threads', AMP, ['amp', 'threads', 'list']],
    ['its version', AMP, ['amp', '--version']],
    ['another script', NODE, ['node', '/home/dev/amp/index.js']],
    ['a package with another name', NODE, ['node', '/app/node_modules/@sourcegraph/amplify/dist/main.js']],
    ['an editor', '/usr/bin/vim', ['vim', 'amp']],
  ])('leaves %s alone', (_case, exe, argv) => {
    expect(matchAmpProcess(processOf(exe, argv))).toBeUndefined()
  })

  it('leaves a dead process alone', () => {
    expect(matchAmpProcess({ ...processOf(AMP, ['amp']), zombie: true })).toBeUndefined()
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
