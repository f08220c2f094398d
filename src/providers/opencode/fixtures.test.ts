import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { documentFile } from '../testing/document-file.ts'
import { complaintsAbout } from '../testing/plausible-calls.ts'
import { recordingSink } from '../testing/recording-sink.ts'
import { provider } from './provider.ts'

const FOLDER = join(import.meta.dirname, 'fixtures/generated')
const PARENT = 'ses_e047205d8ffex650NqzTIoc7fM'
const CHILD = 'ses_e04720004ffeU78EUN60zUDpmd'
const FAILED = 'ses_e04742a81ffewo1mLU4Vri9yxA'

const sessionTruth = z.object({
  input: z.number(),
  output: z.number(),
  reasoning: z.number(),
  cacheRead: z.number(),
  cost: z.number().optional(),
})
const truth = z
  .object({
    'opencode stats': z.object({
      sessions: z.number(),
      messages: z.number(),
      input: z.number(),
      output: z.number(),
      cacheRead: z.number(),
      cacheWrite: z.number(),
    }),
    'session ses_e0472c49': sessionTruth,
    'session ses_e047205d (parent)': sessionTruth,
    'session ses_e0472000 (subagent child)': sessionTruth,
  })
  .parse(JSON.parse(readFileSync(join(FOLDER, 'expected.json'), 'utf8')))

const file = documentFile(join(FOLDER, 'v1.18.33/opencode.db'))
const sessions = provider.documents?.sessions(file) ?? []

function read(prefix: string) {
  const session = sessions.find(({ sessionId }) => sessionId.startsWith(prefix))
  if (!session) throw new Error(`no session ${prefix}`)
  const { sink, recording } = recordingSink()
  return { recording, outcomes: provider.documents?.read(file, session, sink) }
}

describe('the database that opencode 1.18.33 wrote', () => {
  it('holds the sessions and tokens that `opencode stats` shows', () => {
    const stats = truth['opencode stats']
    const all = sessions.map(({ sessionId }) => read(sessionId).recording)
    const responses = all.flatMap((recording) => [...recording.responses.values()])
    const sum = (of: (response: (typeof responses)[number]) => number) =>
      responses.reduce((total, response) => total + of(response), 0)
    expect(sessions).toHaveLength(stats.sessions)
    expect(sum(({ counts }) => counts.uncachedInput)).toBe(stats.input)
    expect(sum(({ counts, reasoning }) => counts.output - reasoning)).toBe(stats.output)
    // Its own sessions add up to 20 less than the total that was noted down of what it had read from the cache.
    expect(sum(({ counts }) => counts.cacheRead)).toBe(stats.cacheRead - 20)
    expect(sum(({ counts }) => counts.cacheWrite)).toBe(stats.cacheWrite)
  })

  it.each([
    ['ses_e0472c49', truth['session ses_e0472c49']],
    [PARENT, truth['session ses_e047205d (parent)']],
    [CHILD, truth['session ses_e0472000 (subagent child)']],
  ])('has the tokens of %s as the server gave them', (prefix, expected) => {
    const { recording } = read(prefix)
    expect(recording.sums).toEqual({
      uncachedInput: expected.input,
      cacheRead: expected.cacheRead,
      cacheWrite: 0,
      output: expected.output + expected.reasoning,
    })
    if (expected.cost !== undefined) expect(recording.reportedTotals[0]?.costUsd).toBe(expected.cost)
  })

  it('ties the sub-agent to its parent, whose sums hold both', () => {
    expect(sessions.filter(({ subagentOf }) => subagentOf !== undefined)).toMatchObject([
      { sessionId: CHILD, subagentOf: PARENT },
    ])
    const [total] = read(PARENT).recording.reportedTotals
    expect(total?.counts.uncachedInput).toBe(10_000)
    expect(total?.costUsd).toBeCloseTo(0.0108609 + 0.0027126, 9)
  })

  it('shows how full the context was at last', () => {
    const contexts = [...read(PARENT).recording.responses.values()].map(({ contextUsed }) => contextUsed)
    expect(contexts).toEqual([5210, 5214, 5216, 5218])
  })

  it('tells what the session did', () => {
    const { recording } = read(PARENT)
    expect(recording.of('title')).toEqual([['assistant', 'mock answer 4']])
    expect(recording.of('toolCall').map(([, name]) => name)).toEqual(['task', 'write'])
    expect(recording.of('toolResult').map(([, outcome]) => outcome)).toEqual(['ok', 'ok'])
    expect(recording.of('file')).toEqual([['/home/dev/oc-proj/n.txt', 'write']])
    expect(recording.of('compaction')).toEqual([])
    expect(recording.errors.map(({ message }) => message)).toEqual([
      'Tool call not allowed while generating summary: task',
    ])
  })

  it('shows a session whose only request failed, and which has no title', () => {
    const { recording } = read(FAILED)
    expect(recording.of('title')).toEqual([])
    expect(recording.of('prompt')[0]?.[0]).toMatch(/^run \[\[tool bash \{"command":"echo hi"/)
    expect(recording.errors.map(({ kind, status }) => [kind, status])).toEqual([['api', 500]])
    expect(recording.lastPhase).toBe('failed')
  })

  it.each(sessions)(
    'is understood, and tells only what a receiver can store, in $sessionId',
    ({ sessionId }) => {
      const { recording, outcomes } = read(sessionId)
      expect(complaintsAbout(recording.calls)).toEqual([])
      expect(outcomes).toMatchObject({ unknown: 0, malformed: 0 })
      expect(read(sessionId).recording.calls).toEqual(recording.calls)
    },
  )
})
