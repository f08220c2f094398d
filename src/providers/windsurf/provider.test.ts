import { describe, expect, it } from 'vitest'
import type { ProcessInfo } from '../../shared/domain/process.ts'
import type { DocumentFile } from '../provider.ts'
import { recordingSink } from '../testing/recording-sink.ts'
import { provider } from './provider.ts'

const ID = '7d1f0c2e-0000-4000-8000-000000000001'
const EDITOR = '/usr/share/windsurf/windsurf'

const file = (bytes: Buffer): DocumentFile => ({
  path: `${ID}.pb`,
  folder: '/home/dev',
  textNear: () => undefined,
  namesNear: () => undefined,
  madeAt: 1000,
  writtenAt: 2000,
  bytes: () => bytes,
  rows: () => [],
})

describe('a conversation', () => {
  it('tells that it is there, its times, and nothing else', () => {
    const [session] = provider.documents?.sessions(file(Buffer.from([1, 2, 3]))) ?? []
    if (!session) throw new Error('no conversation')
    const { sink, recording } = recordingSink()
    expect(provider.documents?.read(file(Buffer.from([1, 2, 3])), session, sink)).toEqual({ ignored: 1 })
    expect(recording.calls).toEqual([
      ['session', ID],
      ['born', 1000],
      ['seen', 1000],
      ['seen', 2000],
      ['usageIncomplete'],
    ])
  })

  it('is none before anything is in it', () => {
    expect(provider.documents?.sessions(file(Buffer.alloc(0)))).toEqual([])
  })

  it.each([
    ['linux', '/home/dev', '/home/dev/.codeium/windsurf/cascade'],
    ['win32', 'C:\\Users\\dev', 'C:\\Users\\dev\\.codeium\\windsurf\\cascade'],
  ] as const)('lies in one folder on %s', (platform, home, path) => {
    expect(provider.roots({ platform, home, env: {} })).toEqual([{ path, maxDepth: 0 }])
    expect(provider.transcript(`${ID}.pb`)?.sessionId).toBe(ID)
    expect(provider.transcript(`${ID}.pb.tmp`)).toBeUndefined()
  })
})

describe('a process of Windsurf', () => {
  it.each([
    [EDITOR],
    ['/Applications/Windsurf.app/Contents/MacOS/Windsurf'],
    ['C:\\Programs\\Devin\\Devin.exe'],
  ])('hosts conversations where it is the editor’s own: %s', (exe) => {
    expect(match(exe, [exe])?.role).toBe('host')
  })

  it.each([
    ['a helper', EDITOR, [EDITOR, '--type=utility']],
    ['its language server', '/usr/share/windsurf/language_server_linux_x64', ['x', '--ide_name', 'windsurf']],
    ['the command line of its new name', '/home/dev/.local/bin/devin', ['devin']],
    ['an editor on a folder of that name', '/usr/bin/vim', ['vim', 'windsurf']],
  ])('is none where it is %s', (_what, exe, argv) => {
    expect(match(exe, argv)).toBeUndefined()
  })
})

function match(exe: string, argv: readonly string[]) {
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
  return provider.matchProcess?.(process, undefined)
}
