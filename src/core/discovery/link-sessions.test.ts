import { describe, expect, it } from 'vitest'
import type { AssistantProcess } from './match-processes.ts'
import { providerId } from '../../shared/domain/provider-id.ts'
import { cat, atS, runs, knows, claims, linked, brief, p7, p8 } from './testing/linking.ts'
import { BOOT_ID, makeProcess, snapshotOf } from './testing/processes.ts'

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

it('gives the same answer for the same input in another order', () => {
  const assistants = [runs(p7), runs(p8), runs(makeProcess({ pid: 9, startedAfterS: 90 }))]
  const sessions = ['a', 'b', 'c'].map((id) => knows(id))
  const forwards = linked({ assistants, sessions })
  const backwards = linked({ assistants: assistants.toReversed(), sessions: sessions.toReversed() })
  expect(backwards).toEqual(forwards)
})
