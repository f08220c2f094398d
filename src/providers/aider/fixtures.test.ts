import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { documentFile } from '../testing/document-file.ts'
import { complaintsAbout } from '../testing/plausible-calls.ts'
import { recordingSink } from '../testing/recording-sink.ts'
import { aiderDocuments } from './documents.ts'

const OURS = join(import.meta.dirname, 'fixtures/synthetic/repo/.aider.chat.history.md')
const SHARED = join(import.meta.dirname, '../../../../shared/fixtures/aider/third-party')
const THIRD_PARTY = join(SHARED, 'agentsview/aider.chat.history.md')

function read(path: string) {
  const file = documentFile(path)
  return aiderDocuments.sessions(file).map((session) => {
    const { sink, recording } = recordingSink()
    aiderDocuments.read(file, session, sink)
    expect(complaintsAbout(recording.calls)).toEqual([])
    return recording
  })
}

describe('a history in the words of Aider 0.86', () => {
  const [recording, ...others] = read(OURS)

  it('holds one chat, with what Aider shows of its usage', () => {
    expect(others).toEqual([])
    expect(recording?.sums).toEqual({ uncachedInput: 1200, cacheRead: 3000, cacheWrite: 1000, output: 212 })
    expect(recording?.of('usageIncomplete')).toHaveLength(1)
    expect(recording?.reportedTotals.map(({ costUsd }) => costUsd)).toEqual([0.02])
  })

  it('tells what was done', () => {
    expect(recording?.of('version')).toEqual([['0.86.1']])
    expect(recording?.of('model')).toEqual([['anthropic/claude-sonnet-4-6']])
    expect(recording?.of('prompt').map(([text]) => text)).toEqual(['fix the typo'])
    expect(recording?.of('file')).toEqual([['README.md', 'write']])
    expect(recording?.lastPhase).toBe('done')
  })
})

describe.runIf(existsSync(THIRD_PARTY))('a history that another project tests with', () => {
  it('has its chats, prompts and files', () => {
    const chats = existsSync(THIRD_PARTY) ? read(THIRD_PARTY) : []
    expect(chats.map((chat) => chat.of('prompt').map(([text]) => text))).toEqual([
      ['add a retry to the webhook'],
      ['make the timeout configurable'],
    ])
    expect(chats.flatMap((chat) => chat.of('file'))).toEqual([
      ['src/webhook.py', 'write'],
      ['src/webhook.py', 'write'],
      ['src/retry.py', 'write'],
      ['src/config.py', 'write'],
    ])
  })
})
