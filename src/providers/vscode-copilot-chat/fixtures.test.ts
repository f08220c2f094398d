import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { documentFile } from '../testing/document-file.ts'
import { complaintsAbout } from '../testing/plausible-calls.ts'
import { chatBeside } from './beside.ts'
import { readFile } from './testing/chat.ts'

const CHAT = 'c0ffee00-0000-4000-8000-000000000001'
const folder = join(import.meta.dirname, 'fixtures/workspaceStorage/0123abcd')
const file = documentFile(join(folder, 'chatSessions', `${CHAT}.jsonl`))

describe('a journal of the editor', () => {
  const { outcomes, recording } = readFile(file)

  it('tells two turns, and nothing that a receiver could not store', () => {
    expect(complaintsAbout(recording.calls)).toEqual([])
    expect(outcomes).toEqual({ used: 2, ignored: 0, unknown: 0, malformed: 0 })
    expect(recording.of('session')).toEqual([[CHAT]])
    expect(recording.of('title')).toEqual([['assistant', 'Add a test']])
    expect(recording.of('prompt')).toEqual([
      ['add a test', 1_795_200_001_000],
      ['again', 1_795_200_100_000],
    ])
    expect(recording.of('born')).toEqual([[1_795_200_000_000]])
  })

  it('tells the usage that stands there as incomplete, and the context', () => {
    expect(recording.sums).toEqual({ uncachedInput: 21_034, cacheRead: 0, cacheWrite: 0, output: 312 })
    expect([...recording.responses.values()].map(({ contextUsed }) => contextUsed)).toEqual([21_034])
    expect(recording.of('usageIncomplete')).toHaveLength(1)
    expect(recording.of('contextWindow')).toEqual([[128_000]])
    expect(recording.of('model')).toEqual([['gpt-5.5']])
  })

  it('tells the tool, and the turn that failed', () => {
    expect(recording.of('toolCall')).toEqual([['t1', 'copilot_readFile', 1_795_200_001_000]])
    expect(recording.of('toolResult')).toEqual([['t1', 'ok', 1_795_200_001_000]])
    expect(recording.errors.map(({ message, blocks }) => [message, blocks])).toEqual([
      ['rate limited', undefined],
    ])
    expect(recording.of('phase')).toEqual([
      ['done', 1_795_200_005_200],
      ['failed', 1_795_200_100_000],
    ])
  })

  it('lies beside the name of its folder', () => {
    const facts = chatBeside(join(folder, 'chatSessions', `${CHAT}.jsonl`), {
      list: () => undefined,
      modifiedAt: () => undefined,
      read: (path) => readFileSync(path, 'utf8'),
    })
    expect(facts).toEqual({ cwd: '/home/dev/app' })
  })
})
