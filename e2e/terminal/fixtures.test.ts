import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Session } from '../../src/shared/contract/session.ts'
import { doctorJson, type ListAnswer, listJson } from './answers.ts'
import { type Home, makeHome, placeRollout } from './home.ts'

const codexFixtures = join(import.meta.dirname, '../../src/providers/codex/fixtures')

/** Usage as OpenAI's wire has it: input includes what was cached. */
interface Usage {
  readonly input: number
  readonly cacheRead: number
  readonly output: number
}

/** What a folder of fixtures is known to have cost, by the log of the server that answered. */
interface Truth {
  readonly folder: string
  readonly transcripts: readonly string[]
  readonly usage: Usage | undefined
}

const wireUsage = z.object({
  input_tokens: z.number(),
  cached_input_tokens: z.number(),
  output_tokens: z.number(),
})
const generatedTruth = z.record(
  z.string(),
  z.object({
    files: z
      .record(z.string(), z.object({ sum_token_usage_record: wireUsage.optional(), delta_rule: wireUsage }))
      .default({}),
  }),
)
const realTruth = z.object({
  totals: z.object({
    agent: z.object({
      input: z.number(),
      cacheRead: z.number(),
      cacheWrite: z.number(),
      output: z.number(),
    }),
  }),
})

function codexTruths(): readonly Truth[] {
  const generated = generatedTruth.parse(readJson('generated/expected.json'))
  return [
    ...Object.entries(generated).map(([name, { files }]) => {
      const folder = `generated/${name}`
      const usages = Object.values(files).map((file) => file.sum_token_usage_record ?? file.delta_rule)
      return { folder, transcripts: rollouts(folder), usage: usages.length > 0 ? sumOf(usages) : undefined }
    }),
    ...readdirSync(join(codexFixtures, 'real')).map((name) => {
      const folder = `real/${name}`
      const { input, cacheRead, cacheWrite, output } = realTruth.parse(readJson(`${folder}/expected.json`))
        .totals.agent
      const usage = { input: input + cacheRead + cacheWrite, cacheRead, output }
      return { folder, transcripts: rollouts(folder), usage }
    }),
  ]
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(codexFixtures, path), 'utf8'))
}

function rollouts(folder: string): readonly string[] {
  return readdirSync(join(codexFixtures, folder)).filter((name) => name.endsWith('.jsonl'))
}

function sumOf(usages: readonly z.infer<typeof wireUsage>[]): Usage {
  return {
    input: usages.reduce((sum, usage) => sum + usage.input_tokens, 0),
    cacheRead: usages.reduce((sum, usage) => sum + usage.cached_input_tokens, 0),
    output: usages.reduce((sum, usage) => sum + usage.output_tokens, 0),
  }
}

function usageOf(sessions: readonly Session[]): Usage | undefined {
  if (sessions.every(({ tokens }) => tokens.total === null)) return undefined
  const sum = (of: (tokens: Session['tokens']) => number | null) =>
    sessions.reduce((total, { tokens }) => total + (of(tokens) ?? 0), 0)
  return {
    input: sum(
      ({ uncachedInput, cacheRead, cacheWrite }) =>
        (uncachedInput ?? 0) + (cacheRead ?? 0) + (cacheWrite ?? 0),
    ),
    cacheRead: sum(({ cacheRead }) => cacheRead),
    output: sum(({ output }) => output),
  }
}

describe('a home with every session that was recorded from the real assistants', () => {
  let home: Home
  let answer: ListAnswer
  const truths = codexTruths()

  beforeAll(async () => {
    home = makeHome()
    for (const { folder, transcripts } of truths)
      for (const name of transcripts) placeRollout(home, join(codexFixtures, folder, name))
    answer = await listJson(home)
  })
  afterAll(() => home.remove())

  it.each(truths)('counts codex $folder to the token', ({ transcripts, usage }) => {
    const sessions = answer.sessions.filter(
      ({ transcript }) => transcript !== null && transcripts.includes(basename(transcript)),
    )
    expect(sessions.length).toBeGreaterThan(0)
    expect(usageOf(sessions)).toEqual(usage)
  })

  it('adds up what it prints', () => {
    for (const { tokens } of answer.sessions) {
      if (tokens.total === null) continue
      const { uncachedInput, cacheRead, cacheWrite, output } = tokens
      expect((uncachedInput ?? 0) + (cacheRead ?? 0) + (cacheWrite ?? 0) + (output ?? 0)).toBe(tokens.total)
    }
  })

  it('reads nothing again that has not changed, and answers the same', async () => {
    const { scan } = await doctorJson(home)
    expect(scan).toMatchObject({ filesRead: 0, bytesRead: 0, rowsWritten: 0 })
    const again = await listJson(home)
    expect(again.sessions.map(({ id, tokens }) => [id, tokens])).toEqual(
      answer.sessions.map(({ id, tokens }) => [id, tokens]),
    )
  })
})
