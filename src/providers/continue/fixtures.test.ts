import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { documentFile } from '../testing/document-file.ts'
import { complaintsAbout } from '../testing/plausible-calls.ts'
import { recordingSink } from '../testing/recording-sink.ts'
import { sessionFile } from './documents.ts'

const FOLDER = join(import.meta.dirname, 'fixtures')
const REAL = 'real/headless-429-retry/sessions/0129a9fd-67af-4ac9-89af-0f947ffdf1df.json'
const GENERATED = 'generated/cn-v1.5.47/sessions/1d90f537-36b6-49e6-853a-eb97892c74a4.json'
const SYNTHETIC = 'synthetic/sessions/11112222-3333-4444-8555-666677778888.json'

const truth = z
  .object({
    cwd: z.string(),
    totals: z.object({
      all: z.object({
        requests: z.number(),
        input: z.number(),
        output: z.number(),
        cacheRead: z.number(),
        cacheWrite: z.number(),
      }),
    }),
    toolCalls: z.array(z.object({ name: z.string() })),
  })
  .parse(JSON.parse(readFileSync(join(FOLDER, 'real/headless-429-retry/expected.json'), 'utf8')))

function read(name: string) {
  const file = documentFile(join(FOLDER, name))
  const [session] = sessionFile.sessions(file)
  if (!session) throw new Error(`no session in ${name}`)
  const { sink, recording } = recordingSink()
  return { file, session, recording, outcomes: sessionFile.read(file, session, sink) }
}

describe('a session that cn 1.5.47 wrote while a model server noted what it answered', () => {
  const { all } = truth.totals
  const { file, session, recording } = read(REAL)

  it('has the tokens that the server gave, with cache writes among the input', () => {
    const counts = {
      uncachedInput: all.input + all.cacheWrite,
      cacheRead: all.cacheRead,
      cacheWrite: 0,
      output: all.output,
    }
    expect(recording.sums).toEqual(counts)
    expect(recording.responses.size).toBe(all.requests)
    expect(recording.reportedTotals).toEqual([{ at: file.writtenAt, counts, costUsd: undefined }])
    expect(recording.of('usageIncomplete')).toEqual([])
  })

  it('shows how full the context was at last', () => {
    expect([...recording.responses.values()].at(-1)?.contextUsed).toBe(9838)
  })

  it('tells where it ran, what was asked and done, and that it is the person’s turn', () => {
    expect(session.sessionId).toBe('0129a9fd-67af-4ac9-89af-0f947ffdf1df')
    expect(recording.of('workingDirectory')).toEqual([[truth.cwd]])
    expect(recording.of('title')).toEqual([])
    expect(recording.of('prompt')).toEqual([['Read notes.txt and tell me the requirements', file.writtenAt]])
    expect(recording.of('toolCall').map(([, name]) => name)).toEqual(truth.toolCalls.map(({ name }) => name))
    expect(recording.of('toolResult').map(([, outcome]) => outcome)).toEqual(['ok', 'ok'])
    expect(recording.of('file')).toEqual([['/home/dev/code/cn-p/notes.txt', 'read']])
    expect(recording.of('phase')).toEqual([['done', file.writtenAt]])
  })

  it('has the times of its file', () => {
    expect(recording.of('born')).toEqual([[file.madeAt]])
    expect(recording.of('seen')).toEqual([[file.madeAt], [file.writtenAt]])
  })
})

it('reads a session of one turn', () => {
  const { recording } = read(GENERATED)
  expect(recording.sums).toEqual({ uncachedInput: 5001, cacheRead: 0, cacheWrite: 0, output: 201 })
  expect([...recording.responses.values()][0]).toMatchObject({ model: 'gpt-5.5', contextUsed: 5202 })
})

it('reads a session that names no model', () => {
  const { recording } = read(SYNTHETIC)
  expect(recording.sums).toEqual({ uncachedInput: 1200, cacheRead: 0, cacheWrite: 0, output: 80 })
  expect(recording.of('title')).toEqual([['assistant', 'Explain repo']])
})

it.each([REAL, GENERATED, SYNTHETIC])('understands all of %s, and tells only what can be stored', (name) => {
  const { recording, outcomes } = read(name)
  expect(outcomes).toMatchObject({ ignored: 0, unknown: 0, malformed: 0 })
  expect(complaintsAbout(recording.calls)).toEqual([])
  expect(read(name).recording.calls).toEqual(recording.calls)
})
