import { describe, expect, it } from 'vitest'
import type { LiveClaim } from '../../providers/provider.ts'
import type { ProcessInfo } from '../../shared/domain/process.ts'
import { providerId } from '../../shared/domain/provider-id.ts'
import type { KnownSession } from './known-session.ts'
import { type LinkedSessions, type LinkInput, type LiveLink, linkSessions } from './link-sessions.ts'
import { type AssistantProcess, identityOf } from './match-processes.ts'
import { BOOT_ID, BOOTED_AT, makeProcess, snapshotOf } from './testing/processes.ts'

const cat = providerId('cat')

function atS(afterBootS: number): number {
  return BOOTED_AT.getTime() + afterBootS * 1000
}

function runs(process: ProcessInfo, more: Partial<AssistantProcess> = {}): AssistantProcess {
  const identity = identityOf(process, BOOT_ID)
  return {
    providerId: cat,
    role: 'session',
    process,
    identity,
    sessionHint: undefined,
    outlivesWindows: false,
    children: [],
    ...more,
  }
}

function knows(sessionId: string, more: Partial<KnownSession> = {}): KnownSession {
  const transcripts = [`/t/${sessionId}.jsonl`]
  const times = { startedAt: atS(100), lastActivityAt: atS(200) }
  return { provider: 'cat', sessionId, cwd: '/home/dev/app', ...times, transcripts, ...more }
}

function claims(
  values: Partial<LiveClaim> & { readonly pid: number; readonly sessionId: string },
): LinkInput['claims'] {
  const unsaid = {
    cwd: undefined,
    title: undefined,
    status: undefined,
    waitingFor: undefined,
    statusSince: undefined,
  }
  return [{ providerId: cat, claim: { startToken: '6000', ...unsaid, ...values } }]
}

/** The snapshot holds the assistants' processes, unless another is given. */
function linked(values: Partial<LinkInput>): LinkedSessions {
  const { assistants = [] } = values
  return linkSessions({
    snapshot: snapshotOf(...assistants.map(({ process }) => process)),
    assistants,
    claims: [],
    openFiles: new Map(),
    sessionOfOpenFile: (_, path) => /^\/t\/(.*)\.jsonl$/.exec(path)?.[1],
    sessions: [],
    previous: [],
    ...values,
  })
}

function brief({ links }: { readonly links: readonly LiveLink[] }): readonly unknown[] {
  return links.map(({ pid, sessionId, certainty, evidence }) => [pid, sessionId, certainty, evidence])
}

const p7 = makeProcess({ pid: 7, startedAfterS: 60 })
const p8 = makeProcess({ pid: 8, startedAfterS: 90 })

describe('claims', () => {
  it('links for certain where pid and start are those of a live process', () => {
    const { links } = linked({
      assistants: [runs(p7)],
      claims: claims({ pid: 7, sessionId: 's', status: 'idle' }),
    })
    expect(links).toEqual([
      {
        providerId: cat,
        role: 'session',
        pid: 7,
        processIdentity: { bootId: BOOT_ID, pid: 7, startToken: '6000' },
        frontPid: undefined,
        sessionId: 's',
        certainty: 'certain',
        evidence: 'claim',
        claim: expect.objectContaining({ pid: 7, status: 'idle' }),
      },
    ])
  })

  it('drops a claim whose process is gone, a zombie, or another by now', () => {
    const claim = claims({ pid: 7, sessionId: 's' })
    expect(linked({ claims: claim }).links).toEqual([])
    const zombie = makeProcess({ pid: 7, zombie: true, startToken: '6000' })
    expect(linked({ claims: claim, snapshot: snapshotOf(zombie) }).links).toEqual([])
    const reused = makeProcess({ pid: 7, startToken: '9999' })
    expect(brief(linked({ claims: claim, assistants: [runs(reused)] }))).toEqual([
      [7, undefined, 'certain', 'none'],
    ])
  })

  it('believes a claim without a start fully when the process holds the transcript open', () => {
    const claim = claims({ pid: 7, sessionId: 's', startToken: undefined })
    const openFiles = new Map([[7, ['/t/s.jsonl']]])
    expect(brief(linked({ claims: claim, assistants: [runs(p7)], openFiles }))).toEqual([
      [7, 's', 'certain', 'claim'],
    ])
  })

  it('believes a claim without a start only if the process is one of the assistant, and not fully', () => {
    const claim = claims({ pid: 7, sessionId: 's', startToken: undefined })
    expect(brief(linked({ claims: claim, assistants: [runs(p7)] }))).toEqual([[7, 's', 'probable', 'claim']])
    expect(linked({ claims: claim, snapshot: snapshotOf(p7) }).links).toEqual([])
    const ofAnother = runs(p7, { providerId: providerId('fox') })
    expect(brief(linked({ claims: claim, assistants: [ofAnother] }))).toEqual([
      [7, undefined, 'certain', 'none'],
    ])
  })

  it('believes a claim about a process that its provider does not recognise, if the start is right', () => {
    expect(brief(linked({ claims: claims({ pid: 7, sessionId: 's' }), snapshot: snapshotOf(p7) }))).toEqual([
      [7, 's', 'certain', 'claim'],
    ])
  })

  it('follows the assistant to another session in the same process', () => {
    const assistants = [runs(p7)]
    const before = linked({ assistants, claims: claims({ pid: 7, sessionId: 'old' }) }).links
    const after = linked({ assistants, claims: claims({ pid: 7, sessionId: 'new' }), previous: before })
    expect(brief(after)).toEqual([[7, 'new', 'certain', 'claim']])
    expect(after.ended).toEqual([])
  })

  it('gives a session that two processes claim to the one that had it, else to the younger', () => {
    const assistants = [runs(p7), runs(p8)]
    const both = [
      ...claims({ pid: 7, sessionId: 's' }),
      ...claims({ pid: 8, sessionId: 's', startToken: '9000' }),
    ]
    const younger = [
      [7, undefined, 'certain', 'none'],
      [8, 's', 'certain', 'claim'],
    ]
    expect(brief(linked({ assistants, claims: both, sessions: [knows('other')] }))).toEqual(younger)
    const previous = linked({ assistants, claims: claims({ pid: 7, sessionId: 's' }) }).links
    expect(brief(linked({ assistants, claims: both, previous }))).toEqual([
      [7, 's', 'certain', 'claim'],
      [8, undefined, 'certain', 'none'],
    ])
  })

  it('prefers, for one process, the claim that names its start', () => {
    const both = [
      ...claims({ pid: 7, sessionId: 'a', startToken: undefined, statusSince: new Date(atS(500)) }),
      ...claims({ pid: 7, sessionId: 'b' }),
    ]
    expect(brief(linked({ assistants: [runs(p7)], claims: both }))).toEqual([[7, 'b', 'certain', 'claim']])
  })

  it('links a host to every session that it is said to have', () => {
    const both = [...claims({ pid: 7, sessionId: 'a' }), ...claims({ pid: 7, sessionId: 'b' })]
    expect(brief(linked({ assistants: [runs(p7, { role: 'host' })], claims: both }))).toEqual([
      [7, 'a', 'certain', 'claim'],
      [7, 'b', 'certain', 'claim'],
    ])
  })
})

describe('open files', () => {
  const rollouts = ['/t/b.jsonl', '/t/a.jsonl', '/dev/null', '/t/a.jsonl']

  it('links a daemon to every session whose transcript it holds', () => {
    const assistants = [runs(p7, { role: 'host' })]
    expect(brief(linked({ assistants, openFiles: new Map([[7, rollouts]]) }))).toEqual([
      [7, 'a', 'certain', 'open file'],
      [7, 'b', 'certain', 'open file'],
    ])
  })

  it('lets a daemon go of a session whose transcript it has closed', () => {
    const assistants = [runs(p7, { role: 'host' })]
    const previous = linked({ assistants, openFiles: new Map([[7, rollouts]]) }).links
    expect(brief(linked({ assistants, openFiles: new Map([[7, ['/t/b.jsonl']]]), previous }))).toEqual([
      [7, 'b', 'certain', 'open file'],
    ])
    expect(brief(linked({ assistants, openFiles: new Map([[7, []]]), previous }))).toEqual([
      [7, undefined, 'certain', 'none'],
    ])
    expect(brief(linked({ assistants, previous }))).toEqual(
      previous.map(({ sessionId }) => [7, sessionId, 'certain', 'open file']),
    )
  })

  it('counts the transcript of a sub-agent with the session that started it', () => {
    const sessions = [knows('root', { transcripts: ['/t/root.jsonl', '/t/agent.jsonl'] })]
    const openFiles = new Map([[7, ['/t/agent.jsonl', '/t/root.jsonl']]])
    expect(brief(linked({ assistants: [runs(p7, { role: 'host' })], openFiles, sessions }))).toEqual([
      [7, 'root', 'certain', 'open file'],
    ])
  })

  it('takes, for a process of one session, the one it was asked for, else the oldest', () => {
    const sessions = [knows('a', { startedAt: atS(120) }), knows('b', { startedAt: atS(110) })]
    const openFiles = new Map([[7, [...rollouts, '/t/not-indexed.jsonl']]])
    const of = (more: Partial<AssistantProcess>) =>
      brief(linked({ assistants: [runs(p7, more)], openFiles, sessions }))
    expect(of({})).toEqual([[7, 'b', 'certain', 'open file']])
    expect(of({ sessionHint: 'a' })).toEqual([[7, 'a', 'certain', 'open file']])
  })

  it('leave nothing to guess about a process that is seen to hold no transcript', () => {
    const openFiles = new Map([[7, ['/dev/null']]])
    const assistants = [runs(p7, { sessionHint: 's' })]
    expect(brief(linked({ assistants, openFiles, sessions: [knows('s')] }))).toEqual([
      [7, undefined, 'certain', 'none'],
    ])
  })

  it('are proof against an earlier guess', () => {
    const assistants = [runs(p7)]
    const previous = linked({ assistants, sessions: [knows('guess')] }).links
    expect(brief({ links: previous })).toEqual([[7, 'guess', 'probable', 'folder']])
    const openFiles = new Map([[7, ['/t/a.jsonl']]])
    expect(brief(linked({ assistants, openFiles, sessions: [knows('guess')], previous }))).toEqual([
      [7, 'a', 'certain', 'open file'],
    ])
  })
})

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

it('gives the same answer for the same input in another order', () => {
  const assistants = [runs(p7), runs(p8), runs(makeProcess({ pid: 9, startedAfterS: 90 }))]
  const sessions = ['a', 'b', 'c'].map((id) => knows(id))
  const forwards = linked({ assistants, sessions })
  const backwards = linked({ assistants: assistants.toReversed(), sessions: sessions.toReversed() })
  expect(backwards).toEqual(forwards)
})
