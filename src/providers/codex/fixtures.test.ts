import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { totalInput } from '../../shared/domain/tokens.ts'
import { fixturePath, type ReadTranscript, readTranscript } from './testing/transcripts.ts'

const usageSchema = z.object({
  input_tokens: z.number(),
  cached_input_tokens: z.number(),
  output_tokens: z.number(),
  reasoning_output_tokens: z.number(),
})
const generatedSchema = z.record(
  z.string(),
  z.object({
    files: z
      .record(
        z.string(),
        z.object({
          sum_token_usage_record: usageSchema.optional(),
          delta_rule: usageSchema,
          last_token_usage_total: z.number(),
          model_context_window: z.number(),
        }),
      )
      .default({}),
  }),
)
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
  transcript: z.string(),
  totals: z.object({ agent: sumsSchema }),
  errors: z.array(z.object({ status: z.number() })),
  toolCalls: z.array(z.object({ name: z.string() })),
})

const generated = generatedSchema.parse(readJson('generated/expected.json'))
const generatedFiles = Object.entries(generated).flatMap(([folder, { files }]) =>
  Object.entries(files).map(([name, truth]) => ({ folder, name, truth })),
)

describe('rollouts of the real programs', () => {
  it.each(generatedFiles)('counts $folder/$name as the server did', ({ folder, name, truth }) => {
    const { recording, outcomes } = readTranscript(fixturePath(`generated/${folder}/${name}`))
    const expected = truth.sum_token_usage_record ?? truth.delta_rule
    expect(totalInput(recording.sums)).toBe(expected.input_tokens)
    expect(recording.sums.cacheRead).toBe(expected.cached_input_tokens)
    expect(recording.sums.output).toBe(expected.output_tokens)
    expect(reasoning({ recording })).toBe(expected.reasoning_output_tokens)
    expect(outcomes).not.toContain('malformed')
    expect(outcomes).not.toContain('unknown')
  })

  it.each(generatedFiles.filter(({ name }) => !isSubagent(name)))(
    'knows how full the context of $folder/$name was at the end',
    ({ folder, name, truth }) => {
      const { recording } = readTranscript(fixturePath(`generated/${folder}/${name}`))
      expect(lastContext({ recording })).toBe(truth.last_token_usage_total)
      expect(recording.of('contextWindow')).toEqual([[truth.model_context_window]])
    },
  )

  it.each(['slow-bash', 'headless-429-retry', 'api-error-400'])(
    'counts real/%s as the server did',
    (folder) => {
      const truth = realSchema.parse(readJson(`real/${folder}/expected.json`))
      const { recording, outcomes } = readTranscript(fixturePath(`real/${folder}/${truth.transcript}`))
      const { agent } = truth.totals
      expect(recording.sums).toEqual({
        uncachedInput: agent.input + agent.cacheWrite,
        cacheRead: agent.cacheRead,
        cacheWrite: 0,
        output: agent.output,
      })
      expect(reasoning({ recording })).toBe(agent.reasoning)
      expect(recording.responses.size).toBe(agent.requests)
      expect(recording.of('toolCall').map(([, name]) => name)).toEqual(
        truth.toolCalls.map(({ name }) => name),
      )
      expect(recording.of('workingDirectory')).toEqual([[truth.cwd]])
      expect(outcomes).not.toContain('malformed')
    },
  )
})

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(fixturePath(path), 'utf8'))
}

function reasoning({ recording }: Pick<ReadTranscript, 'recording'>): number {
  return [...recording.responses.values()].reduce((sum, response) => sum + response.reasoning, 0)
}

function lastContext({ recording }: Pick<ReadTranscript, 'recording'>): unknown {
  const occupancies = recording.calls.flatMap(([method, first]) => {
    if (method === 'context') return [first]
    return method === 'response' ? [z.object({ contextUsed: z.number() }).parse(first).contextUsed] : []
  })
  return occupancies.at(-1)
}

function isSubagent(name: string): boolean {
  return name.includes('01a1fb84-f3c7')
}
