import { describe, expect, it } from 'vitest'
import type { ProcessInfo } from '../../shared/domain/process.ts'
import { matchGeminiProcess } from './processes.ts'

const BIN = '/opt/cli/node_modules/.bin/gemini'
const ID = '2531460c-fd8f-4b4a-8dfe-c43ee565bd6d'

function process(argv: readonly string[], fields: Partial<ProcessInfo> = {}): ProcessInfo {
  return {
    pid: 2,
    parentPid: 1,
    exe: argv[0]?.includes('node') ? '/usr/bin/node' : argv[0],
    argv,
    cwd: '/home/dev/app',
    startedAt: undefined,
    startToken: undefined,
    zombie: false,
    inContainer: false,
    cpuSeconds: undefined,
    residentBytes: undefined,
    ...fields,
  }
}

/** The tree of `fixtures/real/slow-bash/proc.txt`. */
describe('the two processes of a session', () => {
  const outer = process(['node', BIN, '--approval-mode', 'yolo', '-p', 'Sleep a bit'], {
    exe: '/opt/node/bin/node24',
  })
  const inner = process(['/opt/node/bin/node24', '--max-old-space-size=12052', BIN, '-p', 'Sleep a bit'])

  it('are one that waits and one that is the session', () => {
    expect(matchGeminiProcess(outer, undefined)).toEqual({ role: 'wrapper', sessionHint: undefined })
    expect(matchGeminiProcess(inner, outer)).toEqual({ role: 'session', sessionHint: undefined })
  })

  it('leave the session when the outer one is gone', () => {
    expect(matchGeminiProcess(inner, undefined)?.role).toBe('session')
  })

  it('are told apart without the option, too', () => {
    expect(matchGeminiProcess(process(['node', BIN]), outer)?.role).toBe('session')
  })
})

describe('a process', () => {
  const session = (...args: readonly string[]) =>
    matchGeminiProcess(process(['node', '--max-old-space-size=1', BIN, ...args]), undefined)

  it('names the session that it resumes', () => {
    expect(session('--resume', ID)?.sessionHint).toBe(ID)
    expect(session(`-r=${ID}`)?.sessionHint).toBe(ID)
    expect(session('-r', 'latest')?.sessionHint).toBeUndefined()
    expect(session('-r', '5')?.sessionHint).toBeUndefined()
  })

  it('runs a session whatever the prompt says', () => {
    expect(session('-p', 'mcp')?.role).toBe('session')
    expect(session('fix', 'mcp')?.role).toBe('session')
  })

  it.each([['--version'], ['mcp', 'list'], ['extensions', 'install', 'x'], ['--list-sessions'], ['-h']])(
    'that only answers %s is none',
    (...args) => {
      expect(session(...args)).toBeUndefined()
    },
  )

  it.each([
    [['node', '/opt/node_modules/@google/gemini-cli/dist/index.js'], true],
    [['node', '/opt/node_modules/@google/gemini-cli/bundle/gemini.js'], true],
    [['node', 'C:\\npm\\node_modules\\@google\\gemini-cli\\dist\\index.js'], true],
    [['/usr/bin/vim', 'gemini.md'], false],
    [['node', '/home/dev/gemini/server.js'], false],
    [['node', '-e', BIN], false],
    [['node'], false],
    [['gemini'], false],
    [['bash', BIN], false],
    [[], false],
  ] as const)('%j: %s', (argv, isOurs) => {
    expect(matchGeminiProcess(process(argv), undefined) !== undefined).toBe(isOurs)
  })

  it('that has ended is none', () => {
    expect(matchGeminiProcess(process(['node', BIN], { zombie: true }), undefined)).toBeUndefined()
  })
})
