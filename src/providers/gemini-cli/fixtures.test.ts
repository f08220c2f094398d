import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { totalTokens } from '../../shared/domain/tokens.ts'
import type { ModelResponse } from '../../shared/domain/transcript.ts'
import { fixturePath, phases, readChat, thirdPartyPath } from './testing/chats.ts'

const generatedSchema = z.record(
  z.string(),
  z.object({
    input: z.number(),
    output: z.number(),
    cached: z.number(),
    thoughts: z.number(),
    tool: z.number(),
    total: z.number(),
  }),
)
const realSchema = z.object({
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
const REAL = [
  { folder: 'slow-bash', name: 'session-2026-11-21T00-37-01f2b232.jsonl' },
  { folder: 'headless-429-retry', name: 'session-2026-11-21T00-37-47b2cbe0.jsonl' },
  { folder: 'api-error-400', name: 'session-2026-11-21T00-37-a2ef4f2e.jsonl' },
]
const GENERATED = 'generated/v0.61.0/tmp/proj/chats'

describe('chats of the real program', () => {
  const truth = generatedSchema.parse(
    JSON.parse(readFileSync(fixturePath('generated/expected.json'), 'utf8')),
  )

  it.each(Object.entries(truth))('have the tokens that the server told: %s', (name, sums) => {
    const { recording, outcomes } = readChat(fixturePath(`${GENERATED}/${name}`))
    expect(recording.sums).toEqual({
      uncachedInput: sums.input - sums.cached + sums.tool,
      cacheRead: sums.cached,
      cacheWrite: 0,
      output: sums.output + sums.thoughts,
    })
    expect(totalTokens(recording.sums)).toBe(sums.total)
    expect(outcomes).not.toContain('malformed')
    expect(outcomes).not.toContain('unknown')
  })

  it.each(REAL)('have the tokens and tools of the run: $folder', ({ folder, name }) => {
    const truth = realSchema.parse(
      JSON.parse(readFileSync(fixturePath(`real/${folder}/expected.json`), 'utf8')),
    )
    const { recording, outcomes } = readChat(fixturePath(`real/${folder}/tmp/project/chats/${name}`))
    const { agent } = truth.totals
    expect(recording.sums).toEqual({
      uncachedInput: agent.input + agent.cacheWrite,
      cacheRead: agent.cacheRead,
      cacheWrite: 0,
      output: agent.output,
    })
    expect(recording.responses.size).toBe(agent.requests)
    expect(recording.of('toolCall').map(([, tool]) => tool)).toEqual(truth.toolCalls.map(({ name }) => name))
    expect(outcomes).not.toContain('malformed')
    expect(outcomes).not.toContain('unknown')
  })

  it('tell the folder, a failure, a compaction and a cancelled prompt', () => {
    const { recording } = readChat(fixturePath(`${GENERATED}/session-2026-11-21T00-37-2531460c.jsonl`))
    expect(recording.of('workingDirectory')).toEqual([['/home/dev/gem-proj']])
    expect(recording.errors).toEqual([
      { kind: 'api', at: expect.any(Number), message: 'mock error 400', status: 400, blocks: undefined },
    ])
    expect(recording.of('compaction')).toHaveLength(1)
    expect(recording.of('interruption')).toHaveLength(1)
    expect(recording.lastPhase).toBe('interrupted')
    expect(recording.of('prompt')).toHaveLength(5)
    const last = recording.of('response').at(-1)?.[0] as ModelResponse
    expect(last.contextUsed).toBe(5016)
  })

  it('show a request that failed without a word by the prompt that is gone', () => {
    const path = 'real/api-error-400/tmp/project/chats/session-2026-11-21T00-37-a2ef4f2e.jsonl'
    const { recording } = readChat(fixturePath(path))
    expect(phases(recording)).toBe('model-working failed')
    expect(recording.errors).toEqual([])
  })
})

const v040 = thirdPartyPath('agent-sessions/jsonl_v040.jsonl')

it.runIf(existsSync(v040))('reads a chat of 0.40 from another project', () => {
  const { recording, outcomes } = readChat(v040)
  expect(outcomes).not.toContain('malformed')
  expect(recording.sums).toEqual({ uncachedInput: 12_422, cacheRead: 11_502, cacheWrite: 0, output: 228 })
  expect(phases(recording)).toBe('model-working done')
  expect(recording.of('toolResult').map(([, outcome]) => outcome)).toEqual(['ok'])
})
