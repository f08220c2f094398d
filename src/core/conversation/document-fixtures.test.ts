import { cpSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Provider } from '../../providers/provider.ts'
import { providers } from '../../providers/registry.ts'
import { documentFile } from '../../providers/testing/document-file.ts'
import { recordingSink } from '../../providers/testing/recording-sink.ts'
import { findTranscripts, type TranscriptFixture } from '../../providers/testing/transcript-fixtures.ts'
import { addTokens, NO_TOKENS } from '../../shared/domain/tokens.ts'
import { LineReader } from '../ingest/read-lines.ts'
import { temporaryFolder } from '../store/testing/temporary-folder.ts'
import { ConversationUnreadable } from './conversation-source.ts'
import { OpenConversation } from './open-conversation.ts'
import { readPage } from './read-page.ts'

const fixtures = providers
  .filter((provider) => 'conversation' in provider)
  .flatMap((provider) =>
    findTranscripts(provider)
      .filter(({ ref }) => ref.form === 'document')
      .map((fixture) => ({ provider, fixture, title: `${provider.manifest.id} ${fixture.name}` })),
  )

describe('conversations in documents', () => {
  it('are there to be tested for each assistant that keeps documents', () => {
    const tested = new Set(fixtures.map(({ provider }) => provider.manifest.id))
    const told = providers.filter((provider) => provider.documents && 'conversation' in provider)
    expect(told.map(({ manifest }) => manifest.id).filter((id) => !tested.has(id))).toEqual([])
  })

  it.each(fixtures)('say what the reader counts: $title', async ({ provider, fixture }) => {
    for (const [index, session] of sessionsOf(provider, fixture).entries()) {
      const counted = countsOf(provider, fixture, session.sessionId)
      const { conversation } = await open(provider, fixture, index)
      conversation.refresh()
      const { messages } = readPage(conversation, { from: 0, limit: 200, textLimit: 100 })
      const count = (kind: string) => messages.filter((message) => message.kind === kind).length
      const results = messages.filter(({ kind }) => kind === 'tool-result')
      if (session.subagentOf === undefined && !counted.isSubagent)
        expect(count('prompt')).toBe(counted.prompts)
      expect(count('tool-call')).toBe(counted.toolCalls)
      expect(results.filter(({ outcome }) => outcome === 'error')).toHaveLength(counted.toolErrors)
      expect(count('compaction')).toBe(counted.compactions)
      expect(count('error')).toBe(counted.errors)
      expect(count('retry')).toBe(counted.retries)
      expect(count('interruption')).toBe(counted.interruptions)
      const sums = conversation.outline.responses.map(({ counts }) => counts).reduce(addTokens, NO_TOKENS)
      expect(sums).toEqual(counted.sums)
      for (const message of messages.filter(({ kind }) => kind === 'answer'))
        expect(message.text).not.toBe('')
    }
  })

  it.each(fixtures)(
    'are refused with a reason where the document is damaged: $title',
    async ({ provider, fixture }) => {
      const { conversation, path } = await open(provider, fixture, 0)
      conversation.refresh()
      writeFileSync(path, 'not a document')
      expect(() => conversation.refresh()).toThrow(ConversationUnreadable)
    },
  )
})

function fixturePath(provider: Provider, { name }: TranscriptFixture): string {
  return resolve(import.meta.dirname, '../../providers', provider.manifest.id, 'fixtures', name)
}

function sessionsOf(provider: Provider, fixture: TranscriptFixture) {
  const file = documentFile(fixturePath(provider, fixture), fixture.path)
  return provider.documents?.sessions(file) ?? []
}

function countsOf(provider: Provider, fixture: TranscriptFixture, sessionId: string) {
  const file = documentFile(fixturePath(provider, fixture), fixture.path)
  const session = provider.documents?.sessions(file).find((candidate) => candidate.sessionId === sessionId)
  const { sink, recording } = recordingSink()
  if (session) provider.documents?.read(file, session, sink)
  return {
    isSubagent: recording.of('subagentOf').length > 0,
    prompts: recording.of('prompt').length,
    toolCalls: new Set(recording.of('toolCall').map(([id]) => id)).size,
    toolErrors: recording.of('toolResult').filter(([, outcome]) => outcome === 'error').length,
    compactions: recording.of('compaction').length,
    interruptions: recording.of('interruption').length,
    errors: recording.errors.filter(({ kind }) => kind === 'api').length,
    retries: recording.errors.filter(({ kind }) => kind === 'retry').length,
    sums: recording.sums,
  }
}

/**
 * One of the fixture's sessions, with what lies beside it in a folder of its own: a database would leave files there.
 * Some assistants' ids are made from the folder.
 */
async function open(provider: Provider, fixture: TranscriptFixture, index: number) {
  const folder = temporaryFolder()
  const path = join(folder, fixture.name)
  const root = path.slice(0, -fixture.path.length)
  cpSync(join(fixturePath(provider, fixture).slice(0, -fixture.name.length)), folder, { recursive: true })
  const format = await provider.conversation?.()
  if (!format) throw new Error('no conversation')
  const session = provider.documents?.sessions(documentFile(path, fixture.path))[index]
  const sessionId = session?.sessionId ?? ''
  const files = [{ path: `${path}#${sessionId}`, root, isSubagent: false }]
  const source = { id: 'x', provider: provider.manifest.id, sessionId, files }
  return { path, conversation: new OpenConversation(source, provider, format, new LineReader()) }
}
