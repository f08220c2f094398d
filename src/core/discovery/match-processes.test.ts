import { describe, expect, it } from 'vitest'
import type { ProcessMatch } from '../../providers/provider.ts'
import type { ProcessInfo } from '../../shared/domain/process.ts'
import { isAssistant, matchProcesses } from './match-processes.ts'
import { BOOT_ID, makeProcess, makeProvider, snapshotOf } from './testing/processes.ts'

function says(role: ProcessMatch['role'], sessionHint?: string): ProcessMatch {
  return { role, sessionHint }
}

/** An assistant with a launcher, a server, helpers, and a child that has the same program. */
const cat = makeProvider('cat', ({ argv: [program, argument] }) => {
  if (program === 'launch-cat') return says('wrapper')
  if (program !== 'cat' || argument === 'mcp') return undefined
  return argument === 'serve' ? says('host') : says('session', argument)
})
/** An assistant that starts itself anew: the first process cannot be told from a session by itself. */
const fox = makeProvider('fox', (process, parent) => {
  if (process.argv[0] !== 'fox') return undefined
  return parent?.argv[0] === 'fox' ? says('session') : says('wrapper')
})

function rethrow(_: unknown, cause: unknown): never {
  throw cause
}

function match(
  ...processes: readonly ProcessInfo[]
): readonly (readonly [provider: string, role: string, pid: number])[] {
  return matchProcesses([cat, fox], snapshotOf(...processes), rethrow).map((found) => [
    found.providerId,
    found.role,
    found.process.pid,
  ])
}

describe('matchProcesses', () => {
  it('names a provider that throws and has the others say what they know', () => {
    const broken = makeProvider('broken', () => {
      throw new Error('no such argument')
    })
    const failures: string[] = []
    const process = makeProcess({ pid: 7, argv: ['cat'] })
    const found = matchProcesses([broken, cat], snapshotOf(process), ({ manifest }, cause) =>
      failures.push(`${manifest.id}: ${String(cause)}`),
    )
    expect(found.map(({ providerId }) => providerId)).toEqual(['cat'])
    expect(failures).toEqual(['broken: Error: no such argument'])
    expect(isAssistant([broken, cat], process, undefined)).toBe(true)
    expect(isAssistant([broken], process, undefined)).toBe(false)
  })

  it('finds nothing among processes of others', () => {
    expect(match(makeProcess({ pid: 5, argv: ['vim', 'cat.md'] }), makeProcess({ pid: 6 }))).toEqual([])
  })

  it('tells what a session process is', () => {
    const shell = makeProcess({ pid: 8, parentPid: 7, argv: ['sh'] })
    const dead = makeProcess({ pid: 9, parentPid: 7, zombie: true })
    const process = makeProcess({ pid: 7, argv: ['cat', 'abc'], startToken: '6000' })
    expect(matchProcesses([cat], snapshotOf(process, shell, dead), rethrow)).toEqual([
      {
        providerId: cat.manifest.id,
        role: 'session',
        process,
        identity: { bootId: BOOT_ID, pid: 7, startToken: '6000' },
        sessionHint: 'abc',
        outlivesWindows: false,
        children: [shell],
      },
    ])
  })

  it('gives no identity to a process whose start is not told', () => {
    const [found] = matchProcesses(
      [cat],
      snapshotOf(makeProcess({ pid: 7, argv: ['cat'], startToken: undefined })),
      rethrow,
    )
    expect(found?.identity).toBeUndefined()
  })

  it('leaves helpers out and marks hosts', () => {
    expect(
      match(makeProcess({ pid: 7, argv: ['cat', 'mcp'] }), makeProcess({ pid: 8, argv: ['cat', 'serve'] })),
    ).toEqual([['cat', 'host', 8]])
  })

  it('lists in order of pids, whatever the order of the scan', () => {
    const [a, b] = [makeProcess({ pid: 20, argv: ['cat'] }), makeProcess({ pid: 3, argv: ['cat'] })]
    expect(match(a, b).map(([, , pid]) => pid)).toEqual([3, 20])
  })

  it('takes wrapper and child for one session, also with a shell between them', () => {
    const wrapper = makeProcess({ pid: 7, argv: ['launch-cat'] })
    const shell = makeProcess({ pid: 8, parentPid: 7, argv: ['sh'] })
    expect(match(wrapper, makeProcess({ pid: 9, parentPid: 7, argv: ['cat'] }))).toEqual([
      ['cat', 'session', 9],
    ])
    expect(match(wrapper, shell, makeProcess({ pid: 9, parentPid: 8, argv: ['cat'] }))).toEqual([
      ['cat', 'session', 9],
    ])
  })

  it('takes the last of a chain that starts itself anew', () => {
    const chain = [7, 8].map((pid) => makeProcess({ pid, parentPid: pid - 1, argv: ['fox'] }))
    expect(match(...chain)).toEqual([['fox', 'session', 8]])
  })

  it('takes a wrapper that has started nothing for the session, but not at once', () => {
    const lone = (startedAfterS: number) => makeProcess({ pid: 7, argv: ['fox'], startedAfterS })
    expect(match(lone(7_200 - 4))).toEqual([])
    expect(match(lone(7_200 - 6))).toEqual([['fox', 'session', 7]])
    expect(match(lone(7_200 + 3_600))).toEqual([])
  })

  it('keeps a session that another session has started', () => {
    const outer = makeProcess({ pid: 7, argv: ['cat'] })
    const tool = makeProcess({ pid: 8, parentPid: 7, argv: ['sh'] })
    const inner = makeProcess({ pid: 9, parentPid: 8, argv: ['cat', 'abc'] })
    expect(match(outer, tool, inner)).toEqual([
      ['cat', 'session', 7],
      ['cat', 'session', 9],
    ])
  })

  it('does not take the wrapper of another assistant for its own', () => {
    const wrapper = makeProcess({ pid: 7, argv: ['launch-cat'] })
    const other = makeProcess({ pid: 8, parentPid: 7, argv: ['fox'] })
    const otherChild = makeProcess({ pid: 9, parentPid: 8, argv: ['fox'] })
    expect(match(wrapper, other, otherChild)).toEqual([
      ['cat', 'session', 7],
      ['fox', 'session', 9],
    ])
  })

  it('matches no zombie', () => {
    expect(match(makeProcess({ pid: 7, argv: ['cat'], zombie: true }))).toEqual([])
  })

  it('survives parents that go in a circle', () => {
    const a = makeProcess({ pid: 7, parentPid: 8, argv: ['cat'] })
    const b = makeProcess({ pid: 8, parentPid: 7, argv: ['launch-cat'] })
    const own = makeProcess({ pid: 9, parentPid: 9, argv: ['fox'] })
    expect(match(a, b, own)).toEqual([
      ['cat', 'session', 7],
      ['fox', 'session', 9],
    ])
  })

  it('does not take the later owner of a parent’s pid for the parent', () => {
    const child = makeProcess({ pid: 8, parentPid: 7, argv: ['fox'], startedAfterS: 60 })
    expect(match(makeProcess({ pid: 7, argv: ['fox'], startedAfterS: 50 }), child)).toEqual([
      ['fox', 'session', 8],
    ])
    expect(match(makeProcess({ pid: 7, argv: ['fox'], startedAfterS: 70 }), child)).toEqual([
      ['fox', 'session', 7],
      ['fox', 'session', 8],
    ])
  })

  it('keeps a parent whose start was read before the clock was set back', () => {
    const parent = makeProcess({
      pid: 7,
      argv: ['fox'],
      startToken: '5000',
      startedAt: new Date('2026-11-20T11:59:00Z'),
    })
    const child = makeProcess({ pid: 8, parentPid: 7, argv: ['fox'], startToken: '6000' })
    expect(match(parent, child)).toEqual([['fox', 'session', 8]])
  })
})

describe('isAssistant', () => {
  it('asks every provider', () => {
    expect(isAssistant([cat, fox], makeProcess({ pid: 1, argv: ['fox'] }), undefined)).toBe(true)
    expect(isAssistant([cat], makeProcess({ pid: 1, argv: ['fox'] }), undefined)).toBe(false)
  })
})
