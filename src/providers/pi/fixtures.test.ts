import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { fixturePath, phases, readTranscript } from './testing/transcripts.ts'

const expectedSchema = z.object({
  cwd: z.string(),
  totals: z.object({
    agent: z.object({
      requests: z.number(),
      input: z.number(),
      output: z.number(),
      cacheRead: z.number(),
      cacheWrite: z.number(),
    }),
  }),
  toolCalls: z.array(z.object({ name: z.string() })),
})

describe('a session of the real program (0.73.1)', () => {
  const { recording, outcomes } = readTranscript(transcriptIn('real/headless-429-retry'))
  const truth = expectedSchema.parse(
    JSON.parse(readFileSync(fixturePath('real/headless-429-retry/expected.json'), 'utf8')),
  )

  it('counts as the server did', () => {
    const { agent } = truth.totals
    expect(recording.sums).toEqual({
      uncachedInput: agent.input + agent.cacheWrite,
      cacheRead: agent.cacheRead,
      cacheWrite: 0,
      output: agent.output,
    })
    expect(recording.responses.size).toBe(agent.requests)
  })

  it('takes over what Pi says that it cost', () => {
    expect(recording.reportedTotals.at(-1)?.counts).toEqual(recording.sums)
    expect(recording.reportedTotals.at(-1)?.costUsd).toBeCloseTo(0.031875 + 0.00585 + 0.005796, 9)
  })

  it('says who it is, where it runs and what it did', () => {
    expect(recording.of('session')).toEqual([['01a1fb92-5fba-7460-9e4c-c08e6adfd3bb']])
    expect(recording.of('workingDirectory')).toEqual([[truth.cwd]])
    expect(recording.of('model')).toEqual([['fake-model']])
    expect(recording.of('prompt').map(([text]) => text)).toEqual([
      'Read notes.txt and tell me the requirements',
    ])
    expect(recording.of('toolCall').map(([, name]) => name)).toEqual(truth.toolCalls.map(({ name }) => name))
    expect(recording.of('file')).toEqual([['/home/dev/code/pi-p/notes.txt', 'read']])
    expect(phases(recording)).toBe('model-working tool-running model-working tool-running model-working done')
    expect(outcomes).not.toContain('unknown')
    expect(outcomes).not.toContain('malformed')
  })

  it('tells the request that the server refused, and the compaction that followed', () => {
    const refused = readTranscript(transcriptIn('real/api-error-400')).recording
    expect(refused.errors.map(({ kind, status, blocks }) => [kind, status, blocks])).toEqual([
      ['api', 400, undefined],
    ])
    expect(refused.of('compaction')).toHaveLength(1)
    expect(refused.lastPhase).toBe('failed')
    expect(refused.responses.size).toBe(0)
  })
})

function transcriptIn(folder: string): string {
  const name = readdirSync(fixturePath(folder)).find((entry) => entry.endsWith('.jsonl'))
  return fixturePath(`${folder}/${name ?? ''}`)
}
