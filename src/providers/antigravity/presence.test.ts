import { describe, expect, it } from 'vitest'
import type { ProcessInfo } from '../../shared/domain/process.ts'
import { antigravityTranscript } from './places.ts'
import { presence } from './presence.ts'

const EDITOR = '/usr/share/antigravity/antigravity'

describe('where Antigravity keeps its conversations', () => {
  it.each([
    ['linux', '/home/dev', '/home/dev/.gemini/antigravity-cli/brain'],
    ['darwin', '/Users/dev', '/Users/dev/.gemini/antigravity/brain'],
    ['win32', 'C:\\Users\\dev', 'C:\\Users\\dev\\.gemini\\antigravity-ide\\brain'],
  ] as const)('is the home on %s', (platform, home, path) => {
    expect(presence.roots({ platform, home, env: {} })).toContainEqual({ path, maxDepth: 3 })
  })

  it('is a folder for each', () => {
    expect(antigravityTranscript('5f0c/.system_generated/logs/transcript.jsonl')).toEqual({
      sessionId: '5f0c',
      subagentOf: undefined,
    })
  })

  it.each([
    '5f0c/.system_generated/logs/transcript_full.jsonl',
    '5f0c/task.md',
    '../.system_generated/logs/transcript.jsonl',
    '5f0c/logs/transcript.jsonl',
  ])('%s is none', (path) => {
    expect(antigravityTranscript(path)).toBeUndefined()
  })
})

describe('a process of Antigravity', () => {
  it('runs a conversation where it is the command line', () => {
    expect(match('/home/dev/.local/bin/agy', ['agy', 'fix it'])?.role).toBe('session')
    expect(match('C:\\Tools\\agy.exe', ['agy.exe'])?.role).toBe('session')
  })

  it('hosts conversations where it is the editor’s own', () => {
    expect(match(EDITOR, [EDITOR, '/home/dev/app'])?.role).toBe('host')
    expect(match('/Applications/Antigravity.app/Contents/MacOS/Antigravity', ['Antigravity'])?.role).toBe(
      'host',
    )
  })

  it.each([
    ['a helper', EDITOR, [EDITOR, '--type=renderer']],
    ['the editor’s command', EDITOR, [EDITOR, '/usr/share/antigravity/resources/app/out/cli.js', '.']],
    ['a question', '/usr/bin/agy', ['agy', '--version']],
    ['a sign-in', '/usr/bin/agy', ['agy', 'login']],
    ['an editor on a file of that name', '/usr/bin/vim', ['vim', 'agy']],
  ])('is none where it is %s', (_what, exe, argv) => {
    expect(match(exe, argv)).toBeUndefined()
  })

  it('is a helper where one of the editor’s own processes started it', () => {
    expect(match(EDITOR, [EDITOR, 'server.js'], processOf(EDITOR, [EDITOR]))).toBeUndefined()
  })
})

function match(exe: string, argv: readonly string[], parent?: ProcessInfo) {
  return presence.matchProcess?.(processOf(exe, argv), parent)
}

function processOf(exe: string, argv: readonly string[]): ProcessInfo {
  return {
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
}
