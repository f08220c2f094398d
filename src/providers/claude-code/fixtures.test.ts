import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Recording } from '../testing/recording-sink.ts'
import { claudeTranscript } from './roots.ts'
import {
  fixturePath,
  linesOf,
  readLines,
  readProject,
  responsesOf,
  sumOf,
  transcriptsBelow,
} from './testing/transcripts.ts'

const sums = z.object({
  input: z.number(),
  output: z.number(),
  cacheRead: z.number(),
  cacheCreation: z.number(),
})
const costState = z.record(
  z.string(),
  z.object({
    inputTokens: z.number(),
    outputTokens: z.number(),
    cacheReadInputTokens: z.number(),
    cacheCreationInputTokens: z.number(),
    costUSD: z.number(),
  }),
)
const expectedSchema = z.record(
  z.string(),
  z.object({
    files: z.array(z.string()),
    messageIds: z.array(z.string()),
    answered: sums,
    recorded: sums,
    errors: z.number(),
    toolUses: z.record(z.string(), z.number()),
    contextTokens: z.number(),
    costState: costState.optional(),
  }),
)
const EXPECTED = expectedSchema.parse(
  JSON.parse(readFileSync(fixturePath('generated/expected.json'), 'utf8')),
)

function readCase(name: string) {
  const projects = fixturePath(`generated/${name}/projects`)
  const transcripts = transcriptsBelow(projects).map((path) => readProject(projects, path))
  const ofAll = <Value>(take: (recording: Recording) => readonly Value[]) =>
    transcripts.flatMap(({ recording }) => take(recording))
  return { transcripts, ofAll }
}

function readOne(name: string): Recording {
  const { transcripts } = readCase(name)
  const main = transcripts[0]
  if (!main) throw new Error(`no transcript in ${name}`)
  return main.recording
}

describe.each(Object.entries(EXPECTED))('%s', (name, expected) => {
  const { transcripts, ofAll } = readCase(name)

  it('has the tokens that its rows hold, each response once', () => {
    expect(sumOf(transcripts)).toEqual({
      uncachedInput: expected.recorded.input,
      cacheRead: expected.recorded.cacheRead,
      cacheWrite: expected.recorded.cacheCreation,
      output: expected.recorded.output,
    })
    expect([...responsesOf(transcripts).keys()].toSorted()).toEqual(expected.messageIds.toSorted())
  })

  it('says that output is missing where the rows do not hold what was answered, and nowhere else', () => {
    const isMissing = expected.recorded.output < expected.answered.output && !name.endsWith('-fork')
    expect(ofAll((recording) => recording.of('outputUnderReported')).length > 0).toBe(isMissing)
  })

  it('keeps an hour of 600 tokens of each cache write', () => {
    const written = [...responsesOf(transcripts).values()].filter(({ counts }) => counts.cacheWrite > 0)
    expect(written.map(({ cacheWrite1h }) => cacheWrite1h)).toEqual(written.map(() => 600))
  })

  it('ends with the context of the last answer in the main conversation', () => {
    const used = ofAll((recording) => recording.of('response'))
      .map(([response]) => z.object({ contextUsed: z.number().optional() }).parse(response).contextUsed)
      .filter((tokens) => tokens !== undefined)
    expect(used.at(-1)).toBe(expected.contextTokens)
  })

  it('counts the errors and the calls of each tool', () => {
    expect(ofAll((recording) => recording.errors)).toHaveLength(expected.errors)
    const calls: Record<string, number> = {}
    for (const [, tool] of ofAll((recording) => recording.of('toolCall'))) {
      calls[String(tool)] = (calls[String(tool)] ?? 0) + 1
    }
    expect(calls).toEqual(expected.toolUses)
  })

  it('reports the last total that the program counted itself', () => {
    const totals = ofAll((recording) => recording.reportedTotals)
    const models = Object.values(expected.costState ?? {})
    expect(totals.length > 0).toBe(models.length > 0)
    for (const model of models) {
      expect(totals.at(-1)).toMatchObject({
        counts: {
          uncachedInput: model.inputTokens,
          cacheRead: model.cacheReadInputTokens,
          cacheWrite: model.cacheCreationInputTokens,
          output: model.outputTokens,
        },
        costUsd: model.costUSD,
      })
    }
  })

  it('knows every type of record', () => {
    expect(
      transcripts.flatMap(({ outcomes }) => outcomes).filter((outcome) => outcome === 'unknown'),
    ).toEqual([])
  })
})

describe.each(['api-error-400', 'headless-529-retry', 'slow-bash'])('real/%s', (name) => {
  const lines = linesOf(fixturePath(`real/${name}.jsonl`))
  const { recording } = readLines(lines, claudeTranscript(`-home-dev/${name}.jsonl`))
  const usage = z.object({
    input: z.number(),
    output: z.number(),
    cacheRead: z.number(),
    cacheWrite: z.number(),
  })
  const expected = z
    .object({
      totals: z.object({ agent: usage.extend({ requests: z.number() }) }),
      toolCalls: z.array(z.object({ name: z.string() })),
      requests: z.array(z.object({ status: z.number(), usage: usage.optional() })),
    })
    .parse(JSON.parse(readFileSync(fixturePath(`real/${name}.expected.json`), 'utf8')))

  it('has the tokens that were answered', () => {
    const { input, cacheRead, cacheWrite, output, requests } = expected.totals.agent
    expect(recording.sums).toEqual({ uncachedInput: input, cacheRead, cacheWrite, output })
    expect(recording.responses.size).toBe(requests)
  })

  it('has the calls that the model made', () => {
    expect(recording.of('toolCall').map(([, tool]) => tool)).toEqual(
      expected.toolCalls.map((call) => call.name),
    )
    expect(recording.of('toolResult').map(([, outcome]) => outcome)).toEqual(
      expected.toolCalls.map(() => 'ok'),
    )
  })

  it('tells failed requests with their status', () => {
    const failed = expected.requests.map(({ status }) => status).filter((status) => status >= 400)
    expect(recording.errors.map(({ status }) => status)).toEqual(failed)
  })
})

describe('a request that is refused for good', () => {
  it('is an error that leaves the turn failed, and no response', () => {
    const recording = readLines(linesOf(fixturePath('real/api-error-400.jsonl'))).recording
    expect(recording.errors).toMatchObject([{ kind: 'api', status: 400, blocks: undefined }])
    expect(recording.errors[0]?.message).toMatch(/^Prompt is too long/)
    expect(recording.lastPhase).toBe('failed')
    expect(recording.responses.size).toBe(0)
  })
})

describe('a request that is tried again', () => {
  it('is a retry', () => {
    const recording = readLines(linesOf(fixturePath('real/headless-529-retry.jsonl'))).recording
    expect(recording.errors).toMatchObject([{ kind: 'retry', status: 529, blocks: undefined }])
    expect(recording.lastPhase).toBe('done')
  })

  it('says that the person is signed out where the answer is 401', () => {
    const { ofAll } = readCase('v2.1.300-api-errors')
    const errors = ofAll((recording) => recording.errors)
    expect(new Set(errors.map(({ kind, status, blocks }) => `${kind} ${status} ${blocks}`))).toEqual(
      new Set(['retry 401 signed-out']),
    )
  })
})

describe('a session with a rejected edit, errors and an interruption', () => {
  const recording = readOne('v2.1.329-permission-errors-interrupt')

  it('tells a rejected call from a failed one', () => {
    expect(recording.of('toolResult').map(([id, outcome]) => [id, outcome])).toEqual([
      ['toolu_mock1_0', 'ok'],
      ['toolu_mock3_0', 'ok'],
      ['toolu_mock5_0', 'rejected'],
    ])
  })

  it('touched the file that was written and read, and not by the rejected edit', () => {
    const path = '/home/dev/my.app_v2 – x/new.txt'
    expect(recording.of('file')).toEqual([
      [path, 'write'],
      [path, 'read'],
    ])
  })

  it('counts what the person typed: no shell commands, no markers', () => {
    const prompts = recording.of('prompt').map(([text]) => String(text))
    expect(prompts).toHaveLength(10)
    expect(
      prompts.filter((text) => text.includes('bash-input') || text.includes('interrupted by user')),
    ).toEqual([])
    expect(recording.of('interruption')).toHaveLength(1)
  })
})

describe('a session that was resumed, compacted and renamed', () => {
  const recording = readOne('v2.1.329-resume-subagent-compact')

  it('has the title that the person gave', () => {
    expect(recording.of('title')).toContainEqual(['person', 'Fancy title'])
  })

  it('tells the compaction and what it left of the context', () => {
    expect(recording.of('compaction')).toEqual([[Date.parse('2026-11-21T00:09:55.078Z'), 'manual']])
    expect(recording.of('context')).toEqual([[2908, Date.parse('2026-11-21T00:09:55.078Z')]])
  })

  it('is no fork', () => {
    expect(recording.of('forkedFrom')).toEqual([])
  })

  it('counts the four prompts of the person, not the summary and not the command', () => {
    expect(recording.of('prompt').map(([text]) => String(text).slice(0, 12))).toEqual([
      'spawn [[tool',
      'after resume',
      'after resume',
      'post compact',
    ])
  })

  it('names the session that a sub-agent belongs to', () => {
    const { transcripts } = readCase('v2.1.329-resume-subagent-compact')
    expect(transcripts.map((one) => one.recording.of('subagentOf'))).toEqual([
      [],
      [['11111111-1111-4111-8111-111111111111']],
    ])
  })
})

describe('a fork', () => {
  const recording = readOne('v2.1.329-fork')

  it('names the session that its rows were copied from', () => {
    expect(recording.of('forkedFrom')).toEqual([['11111111-1111-4111-8111-111111111111']])
  })

  it('was born when it was started, not when the copied rows were written', () => {
    const births = recording.of('born').map(([at]) => Number(at))
    expect(new Date(Math.min(...births)).toISOString()).toBe('2026-11-21T00:11:02.647Z')
  })

  it('leaves prompts, calls and compactions of the copied rows to the parent', () => {
    expect(recording.of('prompt').map(([text]) => text)).toEqual(['forked turn'])
    expect(recording.of('compaction')).toEqual([])
  })
})

describe('a sub-agent of 2.0', () => {
  it('lies beside its session, which its rows name', () => {
    const { transcripts } = readCase('v2.0.76-slow-stream')
    const session = '2c321061-8c72-4829-bd07-a4340bf65702'
    expect(transcripts.map((one) => [one.recording.of('session'), one.recording.of('subagentOf')])).toEqual([
      [[[session]], []],
      [[['agent-a2278e1']], [[session]]],
      [[['agent-a733153']], [[session]]],
    ])
  })
})

describe('a session that was started with the long context', () => {
  it('states its window', () => {
    expect(readOne('v2.1.329-1m-model').of('contextWindow')).toEqual([[1_000_000]])
    expect(readOne('v2.1.329-basic-tools').of('contextWindow')).toEqual([])
  })
})
