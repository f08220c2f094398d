import { describe, expect, it } from 'vitest'
import type { ProcessInfo } from '../../shared/domain/process.ts'
import { matchQwenProcess } from './processes.ts'

const BIN = '/opt/cli/node_modules/.bin/qwen'
const CLI = '/opt/cli/node_modules/@qwen-code/qwen-code/cli.js'
const ID = '043d5d42-9916-4258-b393-c039fedae993'

function node(...args: readonly string[]): ProcessInfo {
  return {
    pid: 2,
    parentPid: 1,
    exe: '/opt/node/bin/node24',
    argv: ['node', ...args],
    cwd: '/home/dev/app',
    startedAt: undefined,
    startToken: undefined,
    zombie: false,
    inContainer: false,
    cpuSeconds: undefined,
    residentBytes: undefined,
  }
}

describe('the chain of processes of a session', () => {
  it('has the session in the innermost of three', () => {
    const outer = node(BIN)
    const middle = node('--expose-gc', CLI)
    const inner = node('--expose-gc', CLI)
    expect(matchQwenProcess(outer, undefined)).toEqual({ role: 'wrapper', sessionHint: undefined })
    expect(matchQwenProcess(middle, outer)?.role).toBe('wrapper')
    expect(matchQwenProcess(inner, middle)).toEqual({ role: 'session', sessionHint: undefined })
  })

  it('may have only two: a wrapper that wraps nothing is taken for the session by who sees them all', () => {
    // The tree of `fixtures/real/slow-bash/proc.txt`.
    const args = ['--approval-mode', 'yolo', '--auth-type', 'openai', '-p', 'Run the slow script']
    expect(matchQwenProcess(node(BIN, ...args), undefined)?.role).toBe('wrapper')
    expect(matchQwenProcess(node('--expose-gc', CLI, ...args), node(BIN, ...args))?.role).toBe('wrapper')
  })
})

describe('a process', () => {
  const session = (...args: readonly string[]) =>
    matchQwenProcess(node('--max-old-space-size=8192', CLI, ...args), undefined)

  it('names the session that it resumes', () => {
    expect(session('--resume', ID)).toEqual({ role: 'session', sessionHint: ID })
    expect(session('--session-id', ID)?.sessionHint).toBe(ID)
    expect(session('--resume')?.sessionHint).toBeUndefined()
  })

  it('hosts sessions as a server', () => {
    expect(session('serve', '--port', '1')?.role).toBe('host')
  })

  it.each([['--version'], ['mcp', 'list'], ['auth']])('that only answers %s is none', (...args) => {
    expect(session(...args)).toBeUndefined()
  })

  it.each([
    ['-e', `setTimeout(() => {}, 8000) // ${CLI}`],
    ['/home/dev/qwen-code.js'],
    ['/home/dev/qwen/server.js'],
    [],
  ])('of another program is none: %s', (...args) => {
    expect(matchQwenProcess(node(...args), undefined)).toBeUndefined()
  })
})
