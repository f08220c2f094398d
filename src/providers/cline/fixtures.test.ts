import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { documentFile } from '../testing/document-file.ts'
import { complaintsAbout } from '../testing/plausible-calls.ts'
import { recordingSink } from '../testing/recording-sink.ts'
import { clineDocuments } from './documents.ts'

const FOLDER = join(import.meta.dirname, 'fixtures')
const GENERATED = 'generated/cli-v3.0.65/sessions'
const amounts = { requests: z.number(), input: z.number(), output: z.number() }
const cached = { cacheRead: z.number(), cacheWrite: z.number() }
const truthOf = (run: string) =>
  z
    .object({
      version: z.string(),
      totals: z.object({ agent: z.object({ ...amounts, ...cached }) }),
      toolCalls: z.array(z.object({ name: z.string() })),
      errors: z.array(z.object({ status: z.number() })),
    })
    .parse(JSON.parse(readFileSync(join(FOLDER, run, 'expected.json'), 'utf8')))

function read(folder: string, path: string) {
  const file = documentFile(join(FOLDER, folder, path), path)
  const [session] = clineDocuments.sessions(file)
  if (!session) throw new Error(`no session in ${path}`)
  const { sink, recording } = recordingSink()
  const outcomes = clineDocuments.read(file, session, sink)
  expect(complaintsAbout(recording.calls)).toEqual([])
  return { session, recording, outcomes }
}

describe('a session that Cline 3.0.65 wrote', () => {
  const run = 'real/headless-429-retry'
  const id = '1795222233092_rm6mf'
  const truth = truthOf(run)
  const { recording, outcomes, session } = read(run, `${id}/${id}.messages.json`)

  it('has the tokens that the server gave', () => {
    const { agent } = truth.totals
    // The protocol has no tokens written to the cache: the server sent them as plain input.
    expect(recording.sums).toEqual({
      uncachedInput: agent.input + agent.cacheWrite,
      cacheRead: agent.cacheRead,
      cacheWrite: 0,
      output: agent.output,
    })
    expect(recording.responses.size).toBe(agent.requests)
    expect([...recording.responses.values()].at(-1)?.contextUsed).toBe(9838)
    expect(recording.of('usageIncomplete')).toEqual([])
  })

  it('tells what it did', () => {
    expect(session).toMatchObject({ sessionId: id, subagentOf: undefined })
    expect(recording.of('version')).toEqual([[truth.version]])
    expect(recording.of('born')).toEqual([[1_795_222_233_092]])
    expect(recording.of('model')).toEqual([['fake-model']])
    expect(recording.of('prompt').map(([text]) => text)).toEqual([
      'Read notes.txt and tell me the requirements',
    ])
    expect(recording.of('toolCall').map(([, name]) => name)).toEqual(truth.toolCalls.map(({ name }) => name))
    expect(recording.of('toolResult').map(([, outcome]) => outcome)).toEqual(['ok', 'ok'])
    expect(recording.of('file')).toEqual([['/home/dev/code/cline-p/notes.txt', 'read']])
    expect(recording.lastPhase).toBe('done')
    expect(outcomes).toMatchObject({ unknown: 0, malformed: 0 })
  })
})

describe('a session whose request failed', () => {
  const { recording } = read('real/api-error-400', '1795222223572_1mr3y/1795222223572_1mr3y.messages.json')

  it('has the error and no usage', () => {
    expect(recording.errors.map(({ kind, message }) => [kind, message])).toEqual([
      ['api', 'prompt is too long: 250000 tokens > 200000 maximum'],
    ])
    expect(recording.errors).toHaveLength(truthOf('real/api-error-400').errors.length)
    expect(recording.of('model')).toEqual([['fake-model']])
    expect(recording.responses.size).toBe(0)
    expect(recording.of('usageIncomplete')).toEqual([])
    expect(recording.lastPhase).toBe('failed')
  })
})

describe('sessions of the mock server', () => {
  it('tell tools that failed', () => {
    const id = '1795222210308_7mdmj'
    const { recording } = read(GENERATED, `${id}/${id}.messages.json`)
    expect(recording.sums).toEqual({ uncachedInput: 4000, cacheRead: 6003, cacheWrite: 0, output: 403 })
    expect(recording.of('toolResult').map(([, outcome]) => outcome)).toEqual(['error', 'error'])
  })

  it('keep the usage of a sub-agent in its own document, for the session that started it', () => {
    const id = '1795222229021_3dk4y'
    const lead = read(GENERATED, `${id}/${id}.messages.json`)
    const agent = read(GENERATED, `${id}/agent_1795222229914_otxtef.messages.json`)
    expect(lead.recording.sums).toEqual({ uncachedInput: 4000, cacheRead: 6008, cacheWrite: 0, output: 408 })
    expect(agent.recording.sums).toEqual({ uncachedInput: 2000, cacheRead: 3004, cacheWrite: 0, output: 204 })
    expect(agent.session).toMatchObject({
      sessionId: '1795222229021_3dk4y__agent_1795222229914_otxtef',
      subagentOf: id,
    })
    expect(agent.recording.of('subagentOf')).toEqual([[id]])
    expect(agent.recording.of('prompt')).toEqual([])
    expect([...agent.recording.responses.values()].map(({ sidechain }) => sidechain)).toEqual([true])
  })
})

describe('a task of the extension 3.x', () => {
  const { recording, session, outcomes } = read(
    'synthetic/globalStorage/saoudrizwan.claude-dev/tasks',
    '1795200000000/ui_messages.json',
  )

  it('has the tokens and the cost of its requests', () => {
    const counts = { uncachedInput: 22, cacheRead: 41_000, cacheWrite: 1500, output: 350 }
    expect(recording.sums).toEqual(counts)
    expect(recording.reportedTotals.map((total) => total.counts)).toEqual([counts])
    expect(recording.reportedTotals[0]?.costUsd).toBeCloseTo(0.0224, 9)
    expect([...recording.responses.values()].at(-1)?.contextUsed).toBe(21_662)
  })

  it('tells what it did', () => {
    expect(session).toMatchObject({ sessionId: '1795200000000', subagentOf: undefined })
    expect(recording.of('prompt')).toEqual([['fix it', 1_795_200_000_000]])
    expect(recording.of('toolCall').map(([, name]) => name)).toEqual(['command'])
    expect(recording.errors.map(({ kind, status }) => [kind, status])).toEqual([['api', 429]])
    expect(recording.lastPhase).toBe('done')
    expect(outcomes).toEqual({ used: 6, ignored: 0, unknown: 0, malformed: 0 })
  })
})
