import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { documentFile } from '../testing/document-file.ts'
import { complaintsAbout } from '../testing/plausible-calls.ts'
import { recordingSink } from '../testing/recording-sink.ts'
import { chatStore } from './documents.ts'

const STORE = join(
  import.meta.dirname,
  'fixtures/synthetic/chats/7ead144c04361150207a2f3b5e04c942/a1b2c3d4-0000-4000-8000-000000000001/store.db',
)
const SHARED = join(import.meta.dirname, '../../../../shared/fixtures/cursor/third-party')
const THIRD_PARTY = join(SHARED, 'agent-sessions/test-store.db')
const CREATED = 1_795_168_800_000
const UPDATED = 1_795_168_860_000

function read(path: string) {
  const file = documentFile(path)
  const [session] = chatStore.sessions(file)
  if (!session) throw new Error('no chat')
  const { sink, recording } = recordingSink()
  const outcomes = chatStore.read(file, session, sink)
  expect(complaintsAbout(recording.calls)).toEqual([])
  return { session, recording, outcomes }
}

describe('a chat as the agent keeps it', () => {
  const { session, recording, outcomes } = read(STORE)

  it('tells what was done', () => {
    expect(session.sessionId).toBe('a1b2c3d4-0000-4000-8000-000000000001')
    expect(recording.of('title')).toEqual([['assistant', 'Fix typo']])
    expect(recording.of('workingDirectory')).toEqual([['/home/dev/app']])
    expect(recording.of('model')).toEqual([['claude-4.5-opus-high-thinking']])
    expect(recording.of('seen')).toEqual([[CREATED], [UPDATED]])
    expect(recording.of('prompt')).toEqual([['fix the typo in README.md', UPDATED]])
    expect(recording.of('toolCall').map(([, name]) => name)).toEqual(['Read', 'Shell', 'StrReplace'])
    expect(recording.of('toolResult').map(([, outcome]) => outcome)).toEqual(['ok', 'error', 'ok'])
    expect(recording.of('file')).toEqual([
      ['/home/dev/app/README.md', 'read'],
      ['/home/dev/app/README.md', 'write'],
    ])
    expect(recording.lastPhase).toBe('done')
    expect(outcomes).toEqual({ used: 7, ignored: 1, unknown: 0, malformed: 0 })
  })

  it('tells the gauge of the context, and no usage', () => {
    expect(recording.of('context')).toEqual([[28_484, UPDATED]])
    expect(recording.of('contextWindow')).toEqual([[200_000]])
    expect(recording.responses.size).toBe(0)
    expect(recording.of('usageIncomplete')).toHaveLength(1)
  })
})

describe('a store that another project tests with', () => {
  it.runIf(existsSync(THIRD_PARTY))('is the chat that they state', () => {
    const { session, recording } = read(THIRD_PARTY)
    expect(session.sessionId).toBe('a1b2c3d4-e5f6-7890-abcd-ef1234567890')
    expect(recording.of('title')).toEqual([['assistant', 'Test Session']])
    expect(recording.of('model')).toEqual([['claude-4-sonnet']])
    expect(recording.of('born')).toEqual([[1_775_522_590_321]])
  })
})
