import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { totalInput, totalTokens } from '../../shared/domain/tokens.ts'
import { fixturePath, phases, readTranscript } from './testing/transcripts.ts'

const sumsSchema = z.object({
  requests: z.number(),
  input: z.number(),
  output: z.number(),
  cacheRead: z.number(),
  cacheWrite: z.number(),
  reasoning: z.number(),
})
const realSchema = z.object({
  cwd: z.string(),
  totals: z.object({ agent: sumsSchema }),
  toolCalls: z.array(z.object({ name: z.string() })),
})
const generatedSchema = z.object({
  '28a28198': z.object({
    usage_record_sum: sumsSchema.pick({ input: true, output: true, cacheRead: true, reasoning: true }),
    apiCalls: z.number(),
  }),
  '90ec1260': z.object({
    exactTotal: sumsSchema.pick({ input: true, output: true, cacheRead: true }),
    'subagent (id 5)': sumsSchema.pick({ input: true, output: true }),
  }),
})

const generated = generatedSchema.parse(readJson('generated/expected.json'))

describe('sessions of the real program (1.0.102)', () => {
  it.each(['slow-bash', 'headless-429-retry', 'api-error-400'])(
    'counts real/%s as the server did',
    (name) => {
      const truth = realSchema.parse(readJson(`real/${name}/expected.json`))
      const { recording, outcomes } = readTranscript(eventsIn(`real/${name}`))
      const { agent } = truth.totals
      expect(recording.sums).toEqual({
        uncachedInput: agent.input + agent.cacheWrite,
        cacheRead: agent.cacheRead,
        cacheWrite: 0,
        output: agent.output,
      })
      expect(recording.responses.size).toBe(agent.requests)
      expect(recording.of('toolCall').map(([, tool]) => tool)).toEqual(
        truth.toolCalls.map((call) => call.name),
      )
      expect(recording.of('workingDirectory')).toEqual([[truth.cwd]])
      expect(outcomes).not.toContain('malformed')
      expect(outcomes).not.toContain('unknown')
    },
  )

  it('reads what a tool showed, and pairs each call with its result', () => {
    const { recording } = readTranscript(eventsIn('real/headless-429-retry'))
    expect(recording.of('file')).toEqual([['/home/dev/code/copilot-p/notes.txt', 'read']])
    expect(recording.of('toolResult').map(([id, outcome]) => [id, outcome])).toEqual([
      ['call_fake000003', 'ok'],
      ['call_fake000006', 'ok'],
    ])
    expect(phases(recording)).toBe('model-working tool-running model-working tool-running model-working done')
  })

  it('ends failed where the server refused the prompt', () => {
    const { recording } = readTranscript(eventsIn('real/api-error-400'))
    expect(recording.errors.map(({ message, blocks }) => [message.slice(0, 43), blocks])).toEqual([
      ['The provider rejected the prompt as too lon', undefined],
    ])
    expect(phases(recording)).toBe('model-working done failed')
    expect(recording.of('context').at(-1)?.[0]).toBe(10_449)
  })

  it('counts a session of two requests', () => {
    const { usage_record_sum: truth, apiCalls } = generated['28a28198']
    const { recording } = readTranscript(generatedPath('28a28198-5e31-4baf-9ae4-7ab4d1da0134'))
    expect(totalInput(recording.sums)).toBe(truth.input)
    expect(recording.sums.cacheRead).toBe(truth.cacheRead)
    expect(recording.sums.output).toBe(truth.output)
    expect(recording.responses.size).toBe(apiCalls)
    expect([...recording.responses.values()].reduce((sum, { reasoning }) => sum + reasoning, 0)).toBe(
      truth.reasoning,
    )
  })
})

describe('a session in the terminal with a sub-agent, an error and a compaction', () => {
  const { recording, outcomes } = readTranscript(generatedPath('90ec1260-f01f-4605-9141-b879494a98c3'))

  it('counts all requests, the compaction’s among them', () => {
    const { exactTotal } = generated['90ec1260']
    expect(totalInput(recording.sums)).toBe(exactTotal.input)
    expect(recording.sums.output).toBe(exactTotal.output)
    expect(recording.sums.cacheRead).toBe(exactTotal.cacheRead)
    expect(recording.responses.size).toBe(8)
  })

  it('tells the sub-agent’s request from the others', () => {
    const truth = generated['90ec1260']['subagent (id 5)']
    const aside = [...recording.responses.values()].filter(({ sidechain }) => sidechain)
    expect(aside.map(({ counts, contextUsed }) => [totalTokens(counts), contextUsed])).toEqual([
      [truth.input + truth.output, undefined],
    ])
  })

  it('has every prompt of the person, and not the one for the sub-agent', () => {
    expect(recording.of('prompt').map(([text]) => String(text).slice(0, 5))).toEqual([
      'first',
      'sub [',
      'err [',
      'err2 ',
      'post ',
      'slow ',
    ])
  })

  it('says who it is, where it runs and by which version', () => {
    expect(recording.of('session')).toEqual([['90ec1260-f01f-4605-9141-b879494a98c3']])
    expect(recording.of('workingDirectory')).toEqual([['/home/dev/cp-proj']])
    expect(recording.of('branch')).toEqual([['main']])
    expect(recording.of('version')).toEqual([['1.0.102']])
    expect(recording.of('model')).toEqual([['gpt-5.5']])
    expect(recording.of('contextWindow')).toEqual([[922_000]])
    expect(recording.of('born')).toEqual([[Date.parse('2026-11-21T00:45:05.154Z')]])
  })

  it('tells the failed turn and the compaction that the person asked for', () => {
    expect(recording.errors).toEqual([
      {
        kind: 'api',
        at: Date.parse('2026-11-21T00:46:00.926Z'),
        message: '400 mock error 400',
        status: 400,
        blocks: undefined,
      },
    ])
    expect(recording.of('compaction')).toEqual([[Date.parse('2026-11-21T00:46:07.805Z'), 'manual']])
  })

  it('follows the context to what Copilot counted at the end', () => {
    expect(recording.of('context').map(([tokens]) => tokens)).toEqual([13_356, 13_809, 12_942, 13_500])
  })

  it('ends done, and knows every type of row', () => {
    expect(recording.lastPhase).toBe('done')
    expect(outcomes).not.toContain('unknown')
    expect(outcomes).not.toContain('malformed')
  })
})

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(fixturePath(path), 'utf8'))
}

function generatedPath(sessionId: string): string {
  return fixturePath(`generated/v1.0.102/session-state/${sessionId}/events.jsonl`)
}

/** The events of the one session in a folder. */
function eventsIn(folder: string): string {
  const session = readdirSync(fixturePath(folder), { withFileTypes: true }).find((entry) =>
    entry.isDirectory(),
  )
  return fixturePath(`${folder}/${session?.name ?? ''}/events.jsonl`)
}
