import { describe, expect, it } from 'vitest'
import type { ProcessInfo } from '../../shared/domain/process.ts'
import { matchPiProcess } from './processes.ts'

const ID = '01a1fb92-5fba-7460-9e4c-c08e6adfd3bb'
const NODE = '/usr/bin/node'
const FILE = `/home/dev/.pi/agent/sessions/--x--/2026-11-21T00-47-16-411Z_${ID}.jsonl`

describe('matchPiProcess', () => {
  it.each<[string, string | undefined, readonly string[], string | undefined]>([
    ['a process that renamed itself', NODE, ['pi'], undefined],
    ['a process before that', NODE, ['node', '/usr/local/bin/pi', '-p', 'go'], undefined],
    ['a prompt', NODE, ['node', '/usr/local/bin/pi', 'update the docs'], undefined],
    ['Windows', 'C:\\node.exe', ['node', 'C:\\npm\\@mariozechner\\pi-coding-agent\\dist\\cli.js'], undefined],
    ['the native program', '/usr/local/bin/pi', ['pi', '--continue'], undefined],
    ['a session by its id', '/usr/local/bin/pi', ['pi', '--session', ID], ID],
    ['a session by its file', '/usr/local/bin/pi', ['pi', '--session', FILE], ID],
    ['a session by the start of its id', '/usr/local/bin/pi', ['pi', '--session', '01a1fb92'], undefined],
    ['a fork, which gets an id of its own', '/usr/local/bin/pi', ['pi', '--fork', FILE], undefined],
  ])('takes %s for a session', (_case, exe, argv, sessionHint) => {
    expect(matchPiProcess(processOf(exe, argv))).toEqual({ role: 'session', sessionHint })
  })

  it.each<[string, string, readonly string[]]>([
    ['an update', NODE, ['node', '/usr/local/bin/pi', 'update']],
    ['its version', '/usr/local/bin/pi', ['pi', '--version']],
    ['another script', NODE, ['node', '/home/dev/pi/server.js']],
    ['another program called so', '/usr/bin/python3', ['pi']],
    ['an editor', '/usr/bin/vim', ['vim', 'pi']],
  ])('leaves %s alone', (_case, exe, argv) => {
    expect(matchPiProcess(processOf(exe, argv))).toBeUndefined()
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
