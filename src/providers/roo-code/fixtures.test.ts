import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { documentFile } from '../testing/document-file.ts'
import { complaintsAbout } from '../testing/plausible-calls.ts'
import { recordingSink } from '../testing/recording-sink.ts'
import { provider } from './provider.ts'

const TASKS = join(import.meta.dirname, 'fixtures/synthetic/rooveterinaryinc.roo-cline/tasks')
const PATH = '0199-roo/ui_messages.json'

describe('a task of the extension', () => {
  const file = documentFile(join(TASKS, PATH), PATH)
  const { sink, recording } = recordingSink()
  const [session] = provider.documents?.sessions(file) ?? []
  const outcomes = session && provider.documents?.read(file, session, sink)

  it('has the tokens and the cost of its requests', () => {
    const counts = { uncachedInput: 22, cacheRead: 41_000, cacheWrite: 1500, output: 350 }
    expect(recording.sums).toEqual(counts)
    expect(recording.reportedTotals.map((total) => total.counts)).toEqual([counts])
    expect(recording.reportedTotals[0]?.costUsd).toBeCloseTo(0.0224, 9)
    expect([...recording.responses.values()].at(-1)?.contextUsed).toBe(21_662)
  })

  it('tells what it did', () => {
    expect(session).toMatchObject({ sessionId: '0199-roo', subagentOf: undefined })
    expect(recording.of('prompt')).toEqual([['fix it', 1_795_200_000_000]])
    expect(recording.of('toolCall').map(([, name]) => name)).toEqual(['command'])
    expect(recording.errors.map(({ kind, status }) => [kind, status])).toEqual([['api', 429]])
    expect(recording.lastPhase).toBe('done')
    expect(complaintsAbout(recording.calls)).toEqual([])
    expect(outcomes).toEqual({ used: 6, ignored: 0, unknown: 0, malformed: 0 })
  })
})
