import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { TranscriptRef } from '../provider.ts'
import { linesOf, readLines, sumOf, transcriptsBelow } from './testing/transcripts.ts'

/*
 * Transcripts from the tests of other projects (MIT), kept in a folder beside this checkout and only read there. What they hold was
 * computed by another implementation of the rules.
 */
const SHARED = fileURLToPath(new URL('../../../../shared/fixtures', import.meta.url))
const COMPUTED = join(SHARED, 'EXPECTED-thirdparty-computed.json')
const UNNAMED: TranscriptRef = { sessionId: undefined, subagentOf: undefined }
const PREFIX = 'claude-code/third-party/'

const computedSchema = z.record(
  z.string(),
  z.looseObject({
    lines: z.number().optional(),
    malformed: z.number().optional(),
    messages: z.number().optional(),
    input: z.number().optional(),
    output: z.number().optional(),
    cacheRead: z.number().optional(),
    cacheCreation: z.number().optional(),
    toolUses: z.number().optional(),
  }),
)

function cases() {
  if (!existsSync(COMPUTED)) return []
  const computed = computedSchema.parse(JSON.parse(readFileSync(COMPUTED, 'utf8')))
  return Object.entries(computed).flatMap(([path, expected]) =>
    path.startsWith(PREFIX) ? [{ name: path.slice(PREFIX.length), path: join(SHARED, path), expected }] : [],
  )
}

/** A transcript and those of its sub-agents. */
function familyOf(path: string): readonly string[] {
  const agents = join(path.replace(/\.jsonl$/, ''), 'subagents')
  return existsSync(agents) ? [path, ...transcriptsBelow(agents).map((name) => join(agents, name))] : [path]
}

describe('transcripts of other projects', () => {
  it.runIf(existsSync(COMPUTED))('are there', () => {
    expect(cases().length).toBeGreaterThan(8)
  })

  it.each(cases())('give the same sums: $name', ({ path, expected }) => {
    const transcripts = familyOf(path).map((file) => readLines(linesOf(file), UNNAMED))
    const outcomes = transcripts.flatMap((one) => one.outcomes)
    expect(outcomes).toHaveLength(expected.lines ?? 0)
    expect(sumOf(transcripts)).toEqual({
      uncachedInput: expected.input,
      cacheRead: expected.cacheRead,
      cacheWrite: expected.cacheCreation,
      output: expected.output,
    })
    expect(outcomes.filter((outcome) => outcome === 'malformed')).toHaveLength(expected.malformed ?? 0)
    expect(transcripts.flatMap(({ recording }) => recording.of('toolCall'))).toHaveLength(
      expected.toolUses ?? 0,
    )
  })

  it.runIf(existsSync(COMPUTED))('hold what their own projects say they hold', () => {
    const read = (name: string) => readLines(linesOf(join(SHARED, PREFIX, name))).recording
    const login = read('agentsview/valid_session.jsonl')
    expect(login.of('prompt')[0]?.[0]).toBe('Fix the login bug')
    expect(login.of('toolCall')).toMatchObject([['toolu_1', 'Read', expect.any(Number)]])
    expect(read('agentsview/tool_call_pending.jsonl').lastPhase).toBe('tool-running')
    expect(read('agentsview/queued_system_messages.jsonl').of('prompt')).toHaveLength(1)
    expect([...read('toktrack/claude-sample.jsonl').responses.keys()].slice(0, 2)).toEqual([
      'msg-001',
      'msg-002',
    ])
  })
})
