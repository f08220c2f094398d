import { describe, expect, it } from 'vitest'
import { identityOf } from './match-processes.ts'
import type { AssistantProcess } from './match-processes.ts'
import { atS, runs, knows, claims, linked, brief, p7, p8 } from './testing/linking.ts'
import { makeProcess, snapshotOf } from './testing/processes.ts'

describe('arguments', () => {
  it('link where the session exists', () => {
    const assistants = [runs(p7, { sessionHint: 's' })]
    expect(brief(linked({ assistants, sessions: [knows('s', { cwd: null, startedAt: null })] }))).toEqual([
      [7, 's', 'probable', 'argument'],
    ])
    expect(brief(linked({ assistants, sessions: [] }))).toEqual([[7, undefined, 'certain', 'none']])
    expect(brief(linked({ assistants, sessions: [knows('s', { provider: 'fox' })] }))).toEqual([
      [7, undefined, 'certain', 'none'],
    ])
  })

  it('give the session to the younger of two processes', () => {
    const assistants = [runs(p7, { sessionHint: 's' }), runs(p8, { sessionHint: 's' })]
    expect(brief(linked({ assistants, sessions: [knows('s', { cwd: null })] }))).toEqual([
      [7, undefined, 'certain', 'none'],
      [8, 's', 'probable', 'argument'],
    ])
  })
})

describe('folders', () => {
  it('link the session of the folder that was active last, among those that began after the process', () => {
    const sessions = [
      knows('older', { startedAt: atS(57), lastActivityAt: atS(900) }),
      knows('elsewhere', { cwd: '/home/dev', lastActivityAt: atS(800) }),
      knows('of another', { provider: 'fox', lastActivityAt: atS(800) }),
      knows('unknown start', { startedAt: null, lastActivityAt: atS(800) }),
      knows('first', { lastActivityAt: atS(300) }),
      knows('last', { lastActivityAt: atS(400) }),
    ]
    expect(brief(linked({ assistants: [runs(p7)], sessions }))).toEqual([[7, 'last', 'probable', 'folder']])
  })

  it('allow for starts that are told to the second', () => {
    const sessions = [knows('s', { startedAt: atS(60) - 1_999 })]
    expect(brief(linked({ assistants: [runs(p7)], sessions }))).toEqual([[7, 's', 'probable', 'folder']])
  })

  it('tell two sessions in one folder apart by the starts of their processes', () => {
    const assistants = [runs(p7), runs(p8)]
    const a = knows('a', { startedAt: atS(70), lastActivityAt: atS(900) })
    const b = knows('b', { startedAt: atS(95), lastActivityAt: atS(100) })
    expect(brief(linked({ assistants, sessions: [a, b] }))).toEqual([
      [7, 'a', 'probable', 'folder'],
      [8, 'b', 'probable', 'folder'],
    ])
  })

  it('do not re-pair two sessions that write in turn, nor one that is cleared', () => {
    const assistants = [runs(p7), runs(p8)]
    const a = knows('a', { startedAt: atS(95), lastActivityAt: atS(100) })
    const b = knows('b', { startedAt: atS(96), lastActivityAt: atS(200) })
    const first = linked({ assistants, sessions: [a, b] }).links
    const c = knows('c', { startedAt: atS(300), lastActivityAt: atS(999) })
    const later = linked({
      assistants,
      sessions: [{ ...a, lastActivityAt: atS(900) }, b, c],
      previous: first,
    }).links
    expect(later).toEqual(first)
    expect(brief({ links: first })).toEqual([
      [7, 'a', 'probable', 'folder'],
      [8, 'b', 'probable', 'folder'],
    ])
  })

  it('say nothing where they are not known, not ours, or of a host', () => {
    const sessions = [knows('s')]
    const unlinked = [[7, undefined, 'certain', 'none']]
    for (const values of [{ cwd: undefined }, { inContainer: true }, { startedAt: undefined }]) {
      expect(brief(linked({ assistants: [runs({ ...p7, ...values })], sessions }))).toEqual(unlinked)
    }
    expect(brief(linked({ assistants: [runs(p7, { role: 'host' })], sessions }))).toEqual(unlinked)
  })
})

describe('established links', () => {
  const assistants = [runs(p7)]
  const previous = linked({ assistants, claims: claims({ pid: 7, sessionId: 's', status: 'working' }) }).links

  it('stay when the claim is gone, without what it said', () => {
    const { links, ended } = linked({ assistants, previous })
    expect(links).toEqual([{ ...previous[0], claim: undefined }])
    expect(ended).toEqual([])
  })

  it('end with their process', () => {
    const { links, ended } = linked({ previous })
    expect(links).toEqual([])
    expect(ended).toEqual([{ link: previous[0], how: 'gone' }])
  })

  it('end when the process is a zombie', () => {
    const snapshot = snapshotOf({ ...p7, zombie: true, argv: [] })
    expect(linked({ snapshot, previous })).toEqual({
      links: [],
      ended: [{ link: previous[0], how: 'zombie' }],
    })
  })

  it('end when the pid is another’s: by its start, or after a boot', () => {
    const reused = runs(makeProcess({ pid: 7, startToken: '6001' }))
    const ended = [{ link: previous[0], how: 'gone' }]
    expect(linked({ assistants: [reused], previous })).toMatchObject({ links: [{ evidence: 'none' }], ended })
    const snapshot = { ...snapshotOf(p7), bootId: 'boot-2' }
    const again = [runs(p7, { identity: identityOf(p7, 'boot-2') })]
    expect(linked({ assistants: again, snapshot, previous })).toMatchObject({
      links: [{ evidence: 'none' }],
      ended,
    })
  })

  it('give way to another process that proves to run the session', () => {
    const both = [runs(p7), runs(p8)]
    const claim = claims({ pid: 8, sessionId: 's', startToken: '9000' })
    expect(brief(linked({ assistants: both, claims: claim, previous }))).toEqual([
      [7, undefined, 'certain', 'none'],
      [8, 's', 'certain', 'claim'],
    ])
  })

  it('are not kept for a process that is no assistant any more', () => {
    expect(linked({ snapshot: snapshotOf(p7), previous })).toEqual({ links: [], ended: [] })
  })

  it('are tried anew while the session is not known', () => {
    const unknown = linked({ assistants }).links
    expect(brief(linked({ assistants, sessions: [knows('s')], previous: unknown }))).toEqual([
      [7, 's', 'probable', 'folder'],
    ])
  })
})

describe('processes that show a session of a host', () => {
  const daemon = runs(makeProcess({ pid: 5, startedAfterS: 10, cwd: '/' }), { role: 'host' })
  const openFiles = new Map([[5, ['/t/a.jsonl', '/t/b.jsonl']]])
  const sessions = [
    knows('a', { startedAt: atS(70), lastActivityAt: atS(900) }),
    knows('b', { startedAt: atS(95), lastActivityAt: atS(910) }),
  ]
  const fronts = (assistants: readonly AssistantProcess[]) =>
    linked({ assistants: [daemon, ...assistants], openFiles, sessions }).links.map(
      ({ pid, frontPid, sessionId }) => [pid, frontPid, sessionId],
    )

  it('are no sessions of their own', () => {
    expect(fronts([runs(p7), runs(p8)])).toEqual([
      [5, 7, 'a'],
      [5, 8, 'b'],
    ])
  })

  it('do not show a session that began before them, while another window may', () => {
    const first = [sessions[0]].flatMap((known) => known ?? [])
    const both = [daemon, runs(p7), runs(p8)]
    expect(
      linked({ assistants: both, openFiles: new Map([[5, ['/t/a.jsonl']]]), sessions: first }).links,
    ).toMatchObject([
      { pid: 5, frontPid: 7, sessionId: 'a' },
      { pid: 8, sessionId: undefined },
    ])
  })

  it('may show a resumed session: the older window, where two may', () => {
    const resumed = [knows('a', { startedAt: atS(20), lastActivityAt: atS(900) })]
    const both = [daemon, runs(p7), runs(p8)]
    expect(linked({ assistants: both, openFiles, sessions: resumed }).links).toMatchObject([
      { pid: 5, frontPid: 7, sessionId: 'a' },
      { pid: 5, frontPid: undefined, sessionId: 'b' },
      { pid: 8, sessionId: undefined },
    ])
  })

  it('show the session that they name, even one that is older', () => {
    const late = makeProcess({ pid: 9, startedAfterS: 5_000, cwd: '/elsewhere' })
    expect(fronts([runs(late, { sessionHint: 'a' })])).toEqual([
      [5, 9, 'a'],
      [5, undefined, 'b'],
    ])
  })

  it('stand for themselves where the host has nothing for them', () => {
    const late = makeProcess({ pid: 9, startedAfterS: 5_000 })
    expect(fronts([runs(late)])).toEqual([
      [5, undefined, 'a'],
      [5, undefined, 'b'],
      [9, undefined, undefined],
    ])
  })
})
