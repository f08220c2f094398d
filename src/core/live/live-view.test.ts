import { describe, expect, it } from 'vitest'
import type { ProcessRole, Provider } from '../../providers/provider.ts'
import type { ProcessInfo } from '../../shared/domain/process.ts'
import { BOOTED_AT, makeProcess, makeProvider, snapshotOf } from '../discovery/testing/processes.ts'
import { NO_LOOPBACK } from '../loopback/loopback.ts'
import type { Ports } from '../ports.ts'
import { LiveView } from './live-view.ts'

function portsOf(
  processes: readonly ProcessInfo[],
  openFiles: Readonly<Record<number, readonly string[]>> = {},
): Ports {
  const now = new Date('2026-11-20T12:00:00Z')
  return {
    clock: { now: () => now, monotonicMs: () => 0 },
    logger: { debug() {}, warn() {}, error() {} },
    loopback: NO_LOOPBACK,
    processes: {
      snapshot: async () => snapshotOf(...processes),
      someEnded: async () => false,
      openFiles: async (pid) => openFiles[pid],
    },
    environment: { platform: 'linux', home: '/home/dev', env: {} },
    dataFolder: '/home/dev/data',
    host: { kind: 'cli', capabilities: [] },
    version: '0.0.0',
    demo: false,
  }
}

function assistant(name: string, role: ProcessRole): Provider {
  return makeProvider(name, ({ exe }) =>
    exe === `/bin/${name}` ? { role, sessionHint: undefined } : undefined,
  )
}

async function viewOf(
  providers: readonly Provider[],
  processes: readonly ProcessInfo[],
  openFiles?: Readonly<Record<number, readonly string[]>>,
): Promise<LiveView> {
  const view = new LiveView(portsOf(processes, openFiles), () => providers)
  await view.look(undefined)
  return view
}

describe('a session that no process is linked to', () => {
  const catbot = makeProcess({ pid: 7, startedAfterS: 60, exe: '/bin/catbot', argv: ['catbot'] })
  const session = {
    provider: 'catbot',
    cwd: '/home/dev/app',
    lastActivityAt: BOOTED_AT.getTime() + 90_000,
  }

  it('runs in none where no process of its assistant is there', async () => {
    const view = await viewOf([assistant('catbot', 'session'), assistant('dogbot', 'session')], [catbot])
    expect(view.mayRunUnseen({ ...session, provider: 'dogbot' })).toBe(false)
  })

  it('may run in a process of its assistant whose session is not known', async () => {
    const view = await viewOf([assistant('catbot', 'session')], [catbot])
    expect(view.mayRunUnseen(session)).toBe(true)
    expect(view.mayRunUnseen({ ...session, cwd: '/home/dev/app/src' })).toBe(true)
    expect(view.mayRunUnseen({ ...session, cwd: '/home' })).toBe(true)
    expect(view.mayRunUnseen({ ...session, cwd: null })).toBe(true)
  })

  it('does not run in one that is at work elsewhere, or was started later', async () => {
    const view = await viewOf([assistant('catbot', 'session')], [catbot])
    expect(view.mayRunUnseen({ ...session, cwd: '/home/dev/app2' })).toBe(false)
    expect(view.mayRunUnseen({ ...session, lastActivityAt: BOOTED_AT.getTime() + 30_000 })).toBe(false)
  })

  it('may run in one whose folder is hidden or spelled in another way', async () => {
    const elsewhere = { ...session, cwd: '/elsewhere' }
    for (const process of [
      { ...catbot, cwd: undefined },
      { ...catbot, inContainer: true },
    ]) {
      const view = await viewOf([assistant('catbot', 'session')], [process])
      expect(view.mayRunUnseen(elsewhere)).toBe(true)
    }
  })

  it('may run anywhere where the processes of its assistant cannot be told from others', async () => {
    const unrecognised = assistant('catbot', 'session')
    Reflect.deleteProperty(unrecognised, 'matchProcess')
    expect((await viewOf([unrecognised], [])).mayRunUnseen(session)).toBe(true)
  })

  it('may run in a host, unless its open files are seen and no transcript is among them', async () => {
    const host: Provider = { ...assistant('catbot', 'host'), sessionOfOpenFile: () => undefined }
    const elsewhere = { ...session, cwd: '/elsewhere' }
    expect((await viewOf([host], [catbot])).mayRunUnseen(elsewhere)).toBe(true)
    expect((await viewOf([host], [catbot], { 7: ['/dev/null'] })).mayRunUnseen(elsewhere)).toBe(false)
  })

  it('runs in no process that has another session', async () => {
    const holder: Provider = { ...assistant('catbot', 'session'), sessionOfOpenFile: () => 'other' }
    const view = await viewOf([holder], [catbot], { 7: ['/home/dev/other.jsonl'] })
    expect(view.mayRunUnseen(session)).toBe(false)
  })
})

describe('a session in a host that goes on after its windows', () => {
  const daemon = makeProcess({ pid: 8, startedAfterS: 10, exe: '/bin/catbot', argv: ['catbot', 'daemon'] })
  const window = makeProcess({ pid: 9, startedAfterS: 20, exe: '/bin/catbot', argv: ['catbot'] })
  const catbot = {
    ...makeProvider('catbot', ({ argv }) =>
      argv[1] === 'daemon'
        ? ({ role: 'host', sessionHint: undefined, outlivesWindows: true } as const)
        : ({ role: 'session', sessionHint: undefined } as const),
    ),
    sessionOfOpenFile: (path: string) => (path.endsWith('.jsonl') ? 'one' : undefined),
  }
  const openFiles = { 8: ['/home/dev/one.jsonl'] }
  const linkOf = (view: LiveView) => {
    const link = view.current.find(({ sessionId }) => sessionId === 'one')
    if (!link) throw new Error('no link')
    return link
  }

  it('is left behind when no window of its assistant is there', async () => {
    const view = await viewOf([catbot], [daemon], openFiles)
    expect(view.isLeftBehind(linkOf(view))).toBe(true)
  })

  it('is not while a window is there that may be its own', async () => {
    const view = await viewOf([catbot], [daemon, window], openFiles)
    expect(view.isLeftBehind(linkOf(view))).toBe(false)
  })
})
