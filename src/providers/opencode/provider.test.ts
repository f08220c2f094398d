import { describe, expect, it } from 'vitest'
import type { ProcessInfo } from '../../shared/domain/process.ts'
import type { ProviderEnvironment } from '../provider.ts'
import { provider } from './provider.ts'

const NPM = '/usr/lib/node_modules/opencode-ai/bin/opencode.exe'
const NODE = '/usr/bin/node'
const ID = 'ses_e0472c49fffeV3i44W5tWOf94L'

describe('where opencode keeps its sessions', () => {
  const paths = (environment: ProviderEnvironment) =>
    provider.roots(environment).map(({ path, maxDepth }) => [path, maxDepth])

  it('is the same folder of the home on every system', () => {
    expect(paths({ platform: 'linux', home: '/home/dev', env: {} })).toEqual([
      ['/home/dev/.local/share/opencode', 0],
      ['/home/dev/.local/share/opencode/storage/session', 1],
    ])
    expect(paths({ platform: 'darwin', home: '/Users/dev', env: { XDG_DATA_HOME: '' } })).toEqual([
      ['/Users/dev/.local/share/opencode', 0],
      ['/Users/dev/.local/share/opencode/storage/session', 1],
    ])
    expect(paths({ platform: 'win32', home: 'C:\\Users\\dev', env: {} })).toEqual([
      ['C:\\Users\\dev\\.local\\share\\opencode', 0],
      ['C:\\Users\\dev\\.local\\share\\opencode\\storage\\session', 1],
    ])
  })

  it('follows XDG_DATA_HOME, and OPENCODE_DB beside it', () => {
    const environment = { platform: 'linux', home: '/home/dev' } as const
    expect(paths({ ...environment, env: { XDG_DATA_HOME: '/data' } })).toEqual([
      ['/data/opencode', 0],
      ['/data/opencode/storage/session', 1],
    ])
    expect(paths({ ...environment, env: { OPENCODE_DB: '/mnt/data/opencode-work.db' } })).toEqual([
      ['/home/dev/.local/share/opencode', 0],
      ['/mnt/data', 0],
      ['/home/dev/.local/share/opencode/storage/session', 1],
    ])
    expect(paths({ ...environment, env: { OPENCODE_DB: 'old/opencode.db' } })[1]).toEqual([
      '/home/dev/.local/share/opencode/old',
      0,
    ])
    expect(paths({ ...environment, env: { OPENCODE_DB: ':memory:' } })).toHaveLength(2)
    expect(paths({ ...environment, env: { OPENCODE_DB: 'opencode-beta.db' } })).toHaveLength(2)
  })

  it.each(['opencode.db', 'opencode-dev.db', 'opencode-local.1.db'])('%s is a document', (path) => {
    expect(provider.transcript(path)?.form).toBe('document')
  })

  it.each([
    'opencode.db-wal',
    'opencode.db-shm',
    'opencode.db.bak',
    'auth.json',
    'my-opencode.db',
    'log/opencode.db',
    'opencode-.db\n',
  ])('%j is none', (path) => {
    expect(provider.transcript(path)).toBeUndefined()
  })

  it('has no lines to read', () => {
    expect(() => provider.parser({ sessionId: undefined, subagentOf: undefined }, {} as never)).toThrow(
      'document',
    )
  })
})

describe('a process', () => {
  it.each<[string, string | undefined, readonly string[]]>([
    ['the terminal', NPM, ['opencode']],
    ['the terminal in a project', NPM, ['opencode', '/home/dev/app']],
    ['a run', NPM, ['opencode', 'run', 'fix the bug']],
    ['a terminal on a server', NPM, ['opencode', 'attach', 'http://127.0.0.1:4096']],
    ['a model with a command for its name', NPM, ['opencode', '-m', 'serve']],
    ['a prompt that begins like a command', NPM, ['opencode', 'run', '--', 'models']],
    ['the last session', NPM, ['opencode', '-c']],
    ['a fork, which gets an id of its own', NPM, ['opencode', '-s', ID, '--fork']],
    ['Windows', 'C:\\opencode\\opencode.exe', ['opencode.exe', 'run', 'go']],
    ['a program that was updated under way', `${NPM} (deleted)`, ['opencode']],
    ['a program whose file may not be read', undefined, ['/home/dev/.opencode/bin/opencode']],
  ])('runs a session: %s', (_case, exe, argv) => {
    expect(match(exe, argv)).toEqual({ role: 'session', sessionHint: undefined })
  })

  it.each<[readonly string[]]>([
    [['opencode', '-s', ID]],
    [['opencode', '--session', ID, '/home/dev/app']],
    [['opencode', 'run', `--session=${ID}`, 'go on']],
  ])('names the session that it continues: %j', (argv) => {
    expect(match(NPM, argv)).toEqual({ role: 'session', sessionHint: ID })
  })

  it.each(['serve', 'web', 'acp'])('hosts many sessions: %s', (command) => {
    expect(match(NPM, ['opencode', '--log-level', 'DEBUG', command, '--port', '4096'])).toEqual({
      role: 'host',
      sessionHint: undefined,
    })
  })

  it.each<[string, readonly string[]]>([
    [NODE, ['node', '/usr/local/bin/opencode', 'run', 'go']],
    [NODE, ['node', '--no-warnings', '/app/node_modules/opencode-ai/bin/opencode.js']],
    ['/home/dev/.bun/bin/bun', ['bun', '/app/node_modules/.bin/opencode']],
  ])('only starts the program: %s %j', (exe, argv) => {
    expect(match(exe, argv)).toEqual({ role: 'wrapper', sessionHint: undefined })
  })

  it.each<[string, readonly string[]]>([
    [NPM, ['opencode', 'auth', 'login']],
    [NPM, ['opencode', 'upgrade']],
    [NPM, ['opencode', 'models']],
    [NPM, ['opencode', 'session', 'list']],
    [NPM, ['opencode', 'stats']],
    [NPM, ['opencode', '--version']],
    [NPM, ['opencode', 'run', '--help']],
    [NODE, ['node', '/usr/local/bin/opencode', 'auth', 'login']],
    [NODE, ['node', '/home/dev/opencode/index.js']],
    [NODE, ['node', '/usr/bin/npx', 'opencode']],
    ['/usr/bin/vim', ['vim', 'opencode.json']],
    ['/usr/bin/grep', ['grep', '-r', 'opencode']],
    ['/usr/bin/bash', ['bash', '-c', 'opencode run go']],
    ['/home/dev/opencode/bin/server', ['/home/dev/opencode/bin/server']],
    ['/opt/OpenCode/OpenCode', ['/opt/OpenCode/OpenCode', '--type=renderer']],
  ])('is nothing to opencode: %s %j', (exe, argv) => {
    expect(match(exe, argv)).toBeUndefined()
  })

  it('is nothing where it is dead or has no arguments', () => {
    expect(
      provider.matchProcess?.({ ...processOf(NPM, ['opencode']), zombie: true }, undefined),
    ).toBeUndefined()
    expect(match(NPM, [])).toBeUndefined()
  })
})

function match(exe: string | undefined, argv: readonly string[]) {
  return provider.matchProcess?.(processOf(exe, argv), undefined)
}

function processOf(exe: string | undefined, argv: readonly string[]): ProcessInfo {
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
