import { describe, expect, it } from 'vitest'
import type { ProcessInfo } from '../../shared/domain/process.ts'
import { provider } from './provider.ts'

const PROGRAM = '/usr/lib/node_modules/@kilocode/cli-linux-x64/bin/kilo'
const ID = 'ses_e0468ccd6ffeI6odKID6LnB1Ut'

describe('where Kilo keeps its sessions', () => {
  it('is a folder of its own, and that of KILO_DB', () => {
    const env = { XDG_DATA_HOME: '/data', KILO_DB: '/mnt/kilo-work.db', OPENCODE_DB: '/other/opencode.db' }
    const roots = provider.roots({ platform: 'linux', home: '/home/dev', env })
    expect(roots.map(({ path }) => path)).toEqual(['/data/kilo', '/mnt'])
  })

  it.each(['kilo.db', 'kilo-dev.db', 'opencode-dev.db'])('%s is a document', (path) => {
    expect(provider.transcript(path)?.form).toBe('document')
  })

  it.each(['kilo.db-wal', 'auth.json', 'telemetry.db'])('%s is none', (path) => {
    expect(provider.transcript(path)).toBeUndefined()
  })
})

describe('a process', () => {
  it.each([[['kilo']], [['kilo', '--agent', 'code', '/home/dev/app']], [['kilo', 'run', '--auto', 'go']]])(
    'runs a session: %j',
    (argv) => {
      expect(match(argv)).toEqual({ role: 'session', sessionHint: undefined })
    },
  )

  it('names the session that it continues, but not one that it fetches', () => {
    expect(match(['kilo', '-s', ID])?.sessionHint).toBe(ID)
    expect(match(['kilo', '-s', ID, '--cloud-fork'])?.sessionHint).toBeUndefined()
  })

  it('hosts the sessions of an editor', () => {
    expect(match(['kilo', 'serve', '--port', '0'])).toEqual({ role: 'host', sessionHint: undefined })
  })

  it.each([
    [['kilo', 'daemon', 'status']],
    [['kilo', 'auth', 'login']],
    [['kilo', 'cloud', 'run']],
    [['opencode']],
  ])('is nothing to Kilo: %j', (argv) => {
    const exe = argv[0] === 'opencode' ? '/usr/bin/opencode' : PROGRAM
    expect(match(argv, exe)).toBeUndefined()
  })
})

function match(argv: readonly string[], exe: string = PROGRAM) {
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
