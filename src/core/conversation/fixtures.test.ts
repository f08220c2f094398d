import { appendFileSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Provider } from '../../providers/provider.ts'
import { providers } from '../../providers/registry.ts'
import { recordedParser } from '../../providers/testing/line-reading.ts'
import { findTranscripts, type TranscriptFixture } from '../../providers/testing/transcript-fixtures.ts'
import { addTokens, NO_TOKENS } from '../../shared/domain/tokens.ts'
import { openConversation } from './testing/opened.ts'

const told = providers.filter((provider) => growingOf(provider).length > 0)

describe.each(told)('conversations of $manifest.name', (provider) => {
  const growing = growingOf(provider)

  it.each(growing)('say what the parser counts: $name', async (fixture) => {
    const opened = await openFixture(provider, fixture)
    const messages = opened.read()
    const { outline } = opened.conversation
    const counted = countsOf(provider, fixture)
    const main = messages.filter(({ subagent }) => !subagent)
    const isCopy = counted.isFork || counted.isSubagent
    const count = (kind: string) => main.filter((message) => message.kind === kind).length
    // A fork shows what it was copied from, which counts elsewhere; a sub-agent's prompts are no person's.
    const atLeast = (value: number, expected: number) =>
      isCopy ? expect(value).toBeGreaterThanOrEqual(expected) : expect(value).toBe(expected)
    atLeast(count('prompt'), counted.prompts)
    atLeast(messages.filter(({ kind }) => kind === 'tool-call').length, counted.toolCalls)
    atLeast(
      messages.filter(({ kind, outcome }) => kind === 'tool-result' && outcome === 'error').length,
      counted.toolErrors,
    )
    atLeast(count('compaction'), counted.compactions)
    atLeast(count('error'), counted.errors)
    atLeast(count('retry'), counted.retries)
    expect(outline.responses.map(({ counts }) => counts).reduce(addTokens, NO_TOKENS)).toEqual(counted.sums)
  })

  it.each(growing)('are the same in pages, at once and line by line: $name', async (fixture) => {
    const whole = (await openFixture(provider, fixture)).read()
    const paged = (await openFixture(provider, fixture)).read(3)
    expect(paged.map(withoutPath)).toEqual(whole.map(withoutPath))

    const grown = await openConversation(provider, [{ path: fixture.path, content: '' }])
    grown.read()
    for (const line of fixture.lines) {
      appendFileSync(grown.paths[0] ?? '', Buffer.concat([line, Buffer.from('\n')]))
      grown.conversation.refresh()
    }
    expect(grown.read().map(withoutPath)).toEqual(whole.map(withoutPath))
  })

  it.each(growing)('name the record that each message was read from: $name', async (fixture) => {
    const opened = await openFixture(provider, fixture)
    const bytes = readFileSync(opened.paths[0] ?? '')
    for (const { source, text, kind } of opened.read()) {
      const record = bytes.toString('utf8', source.offset ?? 0, (source.offset ?? 0) + (source.bytes ?? 0))
      expect(() => JSON.parse(record)).not.toThrow()
      const word = /[\p{L}\p{N}]{4,}/u.exec(text)?.[0]
      if (word !== undefined && kind !== 'model-change' && kind !== 'interruption')
        expect(record).toContain(word)
    }
  })
})

function growingOf(provider: Provider): readonly TranscriptFixture[] {
  if (!('conversation' in provider)) return []
  return findTranscripts(provider).filter(({ ref }) => ref.form !== 'document')
}

function openFixture(provider: Provider, { path, lines }: TranscriptFixture) {
  return openConversation(provider, [
    { path, content: `${lines.map((line) => line.toString('utf8')).join('\n')}\n` },
  ])
}

function countsOf(provider: Provider, { ref, lines }: TranscriptFixture) {
  const parser = recordedParser(provider, ref)
  for (const line of lines) parser.read(line)
  const { recording } = parser
  const results = recording.of('toolResult')
  return {
    isSubagent: ref.subagentOf !== undefined || recording.of('subagentOf').length > 0,
    isFork: recording.of('forkedFrom').length > 0,
    prompts: recording.of('prompt').length,
    toolCalls: new Set(recording.of('toolCall').map(([id]) => id)).size,
    toolErrors: results.filter(([, outcome]) => outcome === 'error').length,
    compactions: recording.of('compaction').length,
    errors: recording.errors.filter(({ kind }) => kind === 'api').length,
    retries: recording.errors.filter(({ kind }) => kind === 'retry').length,
    sums: recording.sums,
  }
}

function withoutPath<T extends { readonly source: object }>(
  message: T,
): Omit<T, 'source'> & { source: object } {
  return { ...message, source: { ...message.source, transcript: '' } }
}
