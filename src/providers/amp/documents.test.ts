import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DocumentFile } from '../provider.ts'
import { documentFile } from '../testing/document-file.ts'
import { complaintsAbout } from '../testing/plausible-calls.ts'
import { recordingSink } from '../testing/recording-sink.ts'
import { threadFile } from './documents.ts'

const ID = 'T-0199aaaa-bbbb-7ccc-8ddd-eeeeffff0001'
const FIXTURE = join(import.meta.dirname, `fixtures/synthetic/threads/${ID}.json`)

function fileOf(content: unknown): DocumentFile {
  const bytes = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content))
  return { ...documentFile(FIXTURE), bytes: () => bytes }
}

function read(file: DocumentFile) {
  const { sink, recording } = recordingSink()
  const [found] = threadFile.sessions(file)
  if (!found) throw new Error('no thread')
  return { recording, outcomes: threadFile.read(file, found, sink) }
}

const readThread = (thread: Readonly<Record<string, unknown>>) => read(fileOf(thread))

const asked = { role: 'user', content: [{ type: 'text', text: 'go' }] }
const usage = { model: 'claude-opus-4-5', inputTokens: 10, outputTokens: 5 }

function answer(blocks: readonly unknown[], more: Readonly<Record<string, unknown>> = {}) {
  return { role: 'assistant', content: blocks, usage, ...more }
}

function call(name: string) {
  return { type: 'tool_use', id: 't1', name, input: { path: 'src/a.ts' } }
}

function result(status: string) {
  const block = { type: 'tool_result', toolUseID: 't1', run: { status } }
  return { role: 'user', content: [block] }
}

describe('a thread with usage', () => {
  const { recording, outcomes } = read(documentFile(FIXTURE))

  it('has the tokens, the context and its window as the answer states them', () => {
    expect(recording.sums).toEqual({ uncachedInput: 12, output: 80, cacheRead: 3400, cacheWrite: 900 })
    expect([...recording.responses.values()]).toMatchObject([
      {
        key: `amp:${ID}:1`,
        model: 'claude-opus-4-5-20251101',
        at: Date.parse('2026-01-12T00:37:55Z'),
        contextUsed: 4312,
      },
    ])
    expect(recording.of('contextWindow')).toEqual([[168_000]])
    expect(recording.of('usageIncomplete')).toEqual([])
  })

  it('tells where and when it ran, what was asked, and that it is the person’s turn', () => {
    expect(recording.of('born')).toEqual([[1_768_178_184_664]])
    expect(recording.of('workingDirectory')).toEqual([['/home/dev/app']])
    expect(recording.of('branch')).toEqual([['main']])
    expect(recording.of('version')).toEqual([['0.0.1768178000']])
    expect(recording.of('title')).toEqual([['assistant', 'Fix loop']])
    expect(recording.of('prompt')).toEqual([['fix', 1_768_178_271_390]])
    expect(recording.of('phase')).toEqual([['done', Date.parse('2026-01-12T00:37:55Z')]])
  })

  it('is understood, and tells only what can be stored', () => {
    expect(outcomes).toEqual({ used: 2, ignored: 0, unknown: 0, malformed: 0 })
    expect(complaintsAbout(recording.calls)).toEqual([])
  })
})

describe('usage', () => {
  const usageLedger = {
    events: [{ timestamp: '2025-10-01T10:00:00Z', model: 'm', tokens: { input: 700, output: 70 } }],
  }

  it('comes from the ledger where answers have none', () => {
    const { recording } = readThread({ messages: [asked, { role: 'assistant', content: [] }], usageLedger })
    expect(recording.sums).toMatchObject({ uncachedInput: 700, output: 70 })
    expect(recording.of('usageIncomplete')).toEqual([])
  })

  it('is not counted twice where both tell it', () => {
    const { recording } = readThread({ messages: [asked, answer([])], usageLedger })
    expect(recording.sums).toMatchObject({ uncachedInput: 10, output: 5 })
  })

  it.each([
    ['an answer has none', [asked, answer([]), { role: 'assistant', content: [] }]],
    ['a sub-agent was asked', [asked, answer([call('oracle')])]],
  ])('is incomplete where %s', (_case, messages) => {
    expect(readThread({ messages }).recording.of('usageIncomplete')).toHaveLength(1)
  })
})

describe('the phase', () => {
  it.each<[string, readonly unknown[], string]>([
    ['a prompt', [asked], 'model-working'],
    ['an answer', [asked, answer([])], 'done'],
    ['an answer that is still written', [answer([], { state: { type: 'streaming' } })], 'model-working'],
    ['an answer that was stopped', [answer([], { state: { type: 'cancelled' } })], 'interrupted'],
    ['a call', [answer([call('Bash')])], 'tool-running'],
    ['a result that is not there yet', [answer([call('Bash')]), result('in-progress')], 'tool-running'],
    ['a result', [answer([call('Bash')]), result('done')], 'model-working'],
  ])('after %s', (_case, messages, phase) => {
    expect(readThread({ messages }).recording.lastPhase).toBe(phase)
  })
})

describe('tools', () => {
  const env = { initial: { trees: [{ uri: 'file:///home/dev/my%20app' }] } }

  it.each([
    ['done', 'ok', [['/home/dev/my app/src/a.ts', 'write']]],
    ['error', 'error', []],
    ['rejected-by-user', 'rejected', []],
  ])('that end as %s', (status, outcome, files) => {
    const { recording } = readThread({ env, messages: [answer([call('edit_file')]), result(status)] })
    expect(recording.of('toolCall').map(([id, name]) => [id, name])).toEqual([['t1', 'edit_file']])
    expect(recording.of('toolResult').map(([, told]) => told)).toEqual([outcome])
    expect(recording.of('file')).toEqual(files)
  })
})

it('takes none of several folders for the thread’s', () => {
  const env = { initial: { trees: [{ uri: 'file:///a' }, { uri: 'file:///b' }] } }
  expect(readThread({ env, messages: [asked] }).recording.of('workingDirectory')).toEqual([])
})

it('counts messages that it does not know, and those that are none', () => {
  const messages = [{ role: 'info' }, 'text', answer([], { state: { type: 'dreaming' } })]
  expect(readThread({ messages }).outcomes).toEqual({ used: 0, ignored: 0, unknown: 2, malformed: 1 })
})

it.each([[''], ['{"messages":[{"ro'], ['[]'], ['{}']])('refuses %j', (content) => {
  expect(() => threadFile.sessions(fileOf(Buffer.from(content)))).toThrow('not a whole thread')
})

it('gives another stamp to another content alone', () => {
  const stamp = (thread: unknown) => threadFile.sessions(fileOf(thread))[0]?.stamp
  expect(stamp({ messages: [asked] })).toBe(stamp({ messages: [asked] }))
  expect(stamp({ messages: [asked] })).not.toBe(stamp({ messages: [asked, asked] }))
})
