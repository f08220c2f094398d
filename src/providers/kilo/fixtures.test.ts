import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { documentFile } from '../testing/document-file.ts'
import { complaintsAbout } from '../testing/plausible-calls.ts'
import { recordingSink } from '../testing/recording-sink.ts'
import { provider } from './provider.ts'

const FOLDER = join(import.meta.dirname, 'fixtures/real')
const truth = z
  .object({
    version: z.string(),
    cwd: z.string(),
    totals: z.object({
      agent: z.object({
        requests: z.number(),
        input: z.number(),
        output: z.number(),
        cacheRead: z.number(),
        cacheWrite: z.number(),
        reasoning: z.number(),
      }),
    }),
    toolCalls: z.array(z.object({ name: z.string() })),
  })
  .parse(JSON.parse(readFileSync(join(FOLDER, 'headless-429-retry/expected.json'), 'utf8')))

describe('the database that Kilo 7.7.9 wrote', () => {
  const file = documentFile(join(FOLDER, 'kilo.db'))
  const sessions = provider.documents?.sessions(file) ?? []
  const { sink, recording } = recordingSink()
  const [session] = sessions
  const outcomes = session && provider.documents?.read(file, session, sink)

  it('has the tokens of its session as the server gave them', () => {
    const { agent } = truth.totals
    expect(sessions).toHaveLength(1)
    // The protocol has no tokens written to the cache: the server sent them as plain input.
    expect(recording.sums).toEqual({
      uncachedInput: agent.input + agent.cacheWrite,
      cacheRead: agent.cacheRead,
      cacheWrite: 0,
      output: agent.output,
    })
    expect(recording.responses.size).toBe(agent.requests)
    expect(recording.reportedTotals.map(({ counts }) => counts)).toEqual([recording.sums])
    expect(recording.reportedTotals[0]?.costUsd).toBeCloseTo(0.043521, 9)
  })

  it('tells what the session did', () => {
    expect(recording.of('version')).toEqual([[truth.version]])
    expect(recording.of('workingDirectory')).toEqual([[truth.cwd]])
    expect(recording.of('toolCall').map(([, name]) => name)).toEqual(truth.toolCalls.map(({ name }) => name))
    expect(recording.of('file')).toEqual([[`${truth.cwd}/notes.txt`, 'read']])
    expect(recording.of('prompt').map(([text]) => text)).toEqual([
      'Read notes.txt and tell me the requirements',
    ])
    expect(recording.of('title')).toEqual([['assistant', 'Summarise parser notes']])
    expect([...recording.responses.values()].at(-1)?.contextUsed).toBe(9838)
    expect(recording.lastPhase).toBe('done')
  })

  it('is understood, and tells only what a receiver can store', () => {
    expect(outcomes).toMatchObject({ unknown: 0, malformed: 0 })
    expect(complaintsAbout(recording.calls)).toEqual([])
  })
})
