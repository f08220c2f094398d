import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { totalInput, totalTokens } from '../../shared/domain/tokens.ts'
import { fixturePath, phases, readChat, readLines, SESSION, thirdPartyPath } from './testing/chats.ts'

const realSchema = z.object({
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
  errors: z.array(z.object({ status: z.number() })),
  toolCalls: z.array(z.object({ name: z.string() })),
})
const REAL = [
  { folder: 'slow-bash', id: '76500e6f-1560-4ab8-a8e7-6b02ebb01d30', told: 0 },
  { folder: 'headless-429-retry', id: '19450425-182d-4b3d-9b78-fc59611cd012', told: 0 },
  { folder: 'api-error-400', id: '53923531-13a5-4ec2-b9dc-27b378a123c8', told: 1 },
]
const usageRecordSchema = z.object({
  sessionId: z.string(),
  models: z.object({
    'qwen3-coder-plus': z.object({
      inputTokens: z.number(),
      outputTokens: z.number(),
      cachedTokens: z.number(),
      totalTokens: z.number(),
    }),
  }),
})
const GENERATED = fixturePath('generated/v0.24.4/projects/-home-dev-qw-proj')
const MAIN = `${GENERATED}/chats/${SESSION}.jsonl`
const AGENT = `${GENERATED}/subagents/${SESSION}/agent-general-purpose-call_mock5_0.jsonl`

describe('chats of the real program', () => {
  it.each(REAL)('have the tokens, tools and folder of the run: $folder', ({ folder, id, told }) => {
    const truth = realSchema.parse(
      JSON.parse(readFileSync(fixturePath(`real/${folder}/expected.json`), 'utf8')),
    )
    const { recording, outcomes } = readChat(fixturePath(`real/${folder}/projects/project/chats/${id}.jsonl`))
    const { agent } = truth.totals
    expect(recording.sums).toEqual({
      uncachedInput: agent.input + agent.cacheWrite,
      cacheRead: agent.cacheRead,
      cacheWrite: 0,
      output: agent.output,
    })
    expect(recording.responses.size).toBe(agent.requests)
    expect(recording.of('toolCall').map(([, tool]) => tool)).toEqual(truth.toolCalls.map(({ name }) => name))
    expect(recording.of('workingDirectory')).toEqual([[truth.cwd]])
    expect(recording.errors.map(({ status }) => status)).toEqual(
      truth.errors.map(({ status }) => status).slice(0, told),
    )
    expect(outcomes).not.toContain('malformed')
    expect(outcomes).not.toContain('unknown')
  })

  it('count every request that telemetry tells, and none twice', () => {
    const { recording, outcomes } = readChat(MAIN)
    expect(totalInput(recording.sums)).toBe(50_089)
    expect(recording.responses.size).toBe(10)
    expect(outcomes).not.toContain('malformed')
    expect(outcomes).not.toContain('unknown')
  })

  it('have the sums that the program writes down when a session ends, where it made no other requests', () => {
    const id = '5e8896d1-81b0-4427-97d3-3f35e47f0953'
    const { inputTokens, outputTokens, cachedTokens, totalTokens: total } = recordedUsage(id)
    const { recording } = readChat(`${GENERATED}/chats/${id}.jsonl`)
    expect(totalInput(recording.sums)).toBe(inputTokens)
    expect(recording.sums.cacheRead).toBe(cachedTokens)
    expect(recording.sums.output).toBe(outputTokens)
    expect(totalTokens(recording.sums)).toBe(total)
  })

  it('tell context, window, compaction, failure and phases', () => {
    const { recording } = readChat(MAIN)
    expect(recording.of('contextWindow')).toEqual([[1_000_000]])
    expect(recording.of('context')).toEqual([[1209, expect.any(Number)]])
    const contexts = recording
      .of('response')
      .flatMap(([told]) => z.object({ contextUsed: z.number() }).safeParse(told).data ?? [])
    expect(contexts.at(-1)).toEqual({ contextUsed: 5014 })
    expect(recording.of('compaction')).toEqual([[expect.any(Number), 'manual']])
    expect(recording.errors.map(({ message, status }) => `${status} ${message}`)).toEqual([
      '400 400 mock error 400',
    ])
    expect(recording.of('prompt').map(([text]) => String(text).slice(0, 4))).toEqual([
      'one',
      'sub ',
      'err ',
      'post',
    ])
    expect(recording.lastPhase).toBe('done')
  })

  it('tell a sub-agent’s response with the key that the session has for it', () => {
    const main = readChat(MAIN).recording
    const agent = readChat(AGENT).recording
    expect(agent.of('subagentOf')).toEqual([[SESSION]])
    expect([...agent.responses.keys()]).toHaveLength(1)
    for (const [key, response] of agent.responses) {
      expect(main.responses.get(key)?.counts).toEqual(response.counts)
      expect(response.sidechain).toBe(true)
    }
  })
})

describe('chats from another project', () => {
  const name = (number: number) => `019f0000-0000-7000-8000-00000000000${number}`
  const path = (number: number) => thirdPartyPath(`${name(number)}.jsonl`)
  const read = (number: number) => {
    const lines = readFileSync(path(number), 'utf8').trimEnd().split('\n')
    return readLines(lines, { sessionId: name(number), subagentOf: undefined })
  }

  it.runIf(existsSync(path(1)))('leave out what hooks and notifications say', () => {
    const { recording, outcomes } = read(1)
    expect(recording.of('prompt')).toEqual([['Inspect the synthetic fixture.', expect.any(Number)]])
    expect(recording.of('toolResult')).toHaveLength(1)
    expect(recording.of('branch')).toEqual([['fixture-branch']])
    expect(outcomes).not.toContain('malformed')
  })

  it.runIf(existsSync(path(2)))('leave out what belongs to another session', () => {
    const { recording, outcomes } = read(2)
    expect(outcomes).toEqual(['ignored'])
    expect(recording.calls).toEqual([])
  })

  it.runIf(existsSync(path(4)))('count a rewound branch, and count an answer in two records once', () => {
    const { recording } = read(4)
    expect(recording.sums).toEqual({ uncachedInput: 12, cacheRead: 0, cacheWrite: 0, output: 4 })
    expect(recording.of('title').at(-1)).toEqual(['assistant', 'Active branch title'])
  })

  it.runIf(existsSync(path(5)))('are read though a line feed is missing', () => {
    const { recording, outcomes } = read(5)
    expect(outcomes).toEqual(['used'])
    expect(phases(recording)).toBe('model-working done')
  })
})

function recordedUsage(sessionId: string) {
  const lines = readFileSync(fixturePath('generated/v0.24.4/usage_record.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
  const records = lines.map((line) => usageRecordSchema.parse(JSON.parse(line)))
  const found = records.find((record) => record.sessionId === sessionId)
  if (!found) throw new Error(`no usage of ${sessionId}`)
  return found.models['qwen3-coder-plus']
}
