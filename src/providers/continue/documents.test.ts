import { describe, expect, it } from 'vitest'
import type { DocumentFile } from '../provider.ts'
import { recordingSink } from '../testing/recording-sink.ts'
import { sessionFile } from './documents.ts'

const ID = '1d90f537-36b6-49e6-853a-eb97892c74a4'

function fileOf(content: unknown): DocumentFile {
  const bytes = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content))
  return {
    path: `${ID}.json`,
    folder: '/home/dev',
    textNear: () => undefined,
    namesNear: () => undefined,
    madeAt: 1_000,
    writtenAt: 2_000,
    bytes: () => bytes,
    rows: () => {
      throw new Error('no database')
    },
  }
}

function read(session: Readonly<Record<string, unknown>>) {
  const file = fileOf(session)
  const { sink, recording } = recordingSink()
  const [found] = sessionFile.sessions(file)
  if (!found) throw new Error('no session')
  return { recording, outcomes: sessionFile.read(file, found, sink) }
}

const asked = { message: { role: 'user', content: 'go' } }

function answer(prompt: number, output: number, more: Readonly<Record<string, unknown>> = {}) {
  const usage = { prompt_tokens: prompt, completion_tokens: output, model: 'gpt-5.5' }
  return { message: { role: 'assistant', content: 'ok', usage }, ...more }
}

function tool(status: string, name = 'Edit', file = 'src/a.ts') {
  const toolCall = { id: 'c1', function: { name, arguments: JSON.stringify({ file_path: file }) } }
  return { toolCallId: 'c1', toolCall, status }
}

describe('usage', () => {
  it('is incomplete where answers have none, and the session neither, as in editors', () => {
    const { recording } = read({ history: [asked, { message: { role: 'assistant', content: 'ok' } }] })
    expect(recording.of('usageIncomplete')).toHaveLength(1)
    expect(recording.reportedTotals).toEqual([])
  })

  it('counts requests beyond the answers by the session’s own sums', () => {
    const usage = { promptTokens: 900, completionTokens: 30 }
    const { recording } = read({ history: [asked, answer(500, 20)], usage })
    expect(recording.sums).toMatchObject({ uncachedInput: 500, output: 20 })
    expect(recording.reportedTotals[0]?.counts).toMatchObject({ uncachedInput: 900, output: 30 })
  })

  it('leaves out what a fork copied from another session, whose sums are not in its own', () => {
    const usage = { promptTokens: 700, completionTokens: 7 }
    const { recording } = read({ history: [asked, answer(500, 5), asked, answer(700, 7)], usage })
    expect(recording.sums).toMatchObject({ uncachedInput: 700, output: 7 })
    expect(read({ history: [asked, answer(500, 5)], usage }).recording.responses.size).toBe(1)
  })
})

describe('the phase', () => {
  it.each<[string, readonly unknown[], string]>([
    ['a prompt', [asked], 'model-working'],
    ['an answer', [asked, answer(1, 1)], 'done'],
    ['a tool that runs', [answer(1, 1, { toolCallStates: [tool('calling')] })], 'tool-running'],
    ['a tool that is done', [answer(1, 1, { toolCallStates: [tool('done')] })], 'model-working'],
    ['a tool that was refused', [answer(1, 1, { toolCallStates: [tool('canceled')] })], 'done'],
    [
      'a call without a state',
      [{ message: { role: 'assistant', content: '', toolCalls: [{ id: 'c1' }] } }],
      'tool-running',
    ],
    [
      'the result of such a call',
      [
        { message: { role: 'assistant', content: '', toolCalls: [{ id: 'c1' }] } },
        { message: { role: 'tool', content: 'ok' } },
      ],
      'model-working',
    ],
  ])('after %s', (_case, history, phase) => {
    expect(read({ history }).recording.lastPhase).toBe(phase)
  })

  it('is not told of a session in which nothing was said', () => {
    expect(read({ history: [] }).recording.of('phase')).toEqual([])
  })
})

describe('tools', () => {
  it.each([
    ['/home/dev/app', '/home/dev/app/src/a.ts'],
    ['file:///home/dev/my%20app', '/home/dev/my app/src/a.ts'],
    ['file:///c%3A/code/app', 'c:\\code\\app\\src\\a.ts'],
    ['vscode-remote://ssh-remote+host/home/dev/app', 'src/a.ts'],
  ])('work on files below the folder %s', (workspaceDirectory, path) => {
    const history = [answer(1, 1, { toolCallStates: [tool('done')] })]
    expect(read({ workspaceDirectory, history }).recording.of('file')).toEqual([[path, 'write']])
  })

  it.each([
    ['errored', 'error'],
    ['canceled', 'rejected'],
  ])('that are %s touch no file', (status, outcome) => {
    const { recording } = read({ history: [answer(1, 1, { toolCallStates: [tool(status)] })] })
    expect(recording.of('file')).toEqual([])
    expect(recording.of('toolResult')).toEqual([['c1', outcome, 2_000]])
  })
})

it('tells a compaction, in either form', () => {
  const history = [
    answer(1, 1, { conversationSummary: 'so far' }),
    { message: { role: 'assistant', content: '[COMPACTED HISTORY]\nso far' } },
  ]
  expect(read({ history }).recording.of('compaction')).toHaveLength(2)
})

it('counts messages that it does not know, and those that are none', () => {
  const history = [{ message: { role: 'oracle' } }, {}, 'text', { message: { role: 'system' } }]
  expect(read({ history }).outcomes).toEqual({ used: 0, ignored: 1, unknown: 1, malformed: 2 })
})

it.each([[''], ['{"history":[{"mess'], ['[]'], ['{}'], ['{"history":{}}']])('refuses %j', (content) => {
  expect(() => sessionFile.sessions(fileOf(Buffer.from(content)))).toThrow('not a whole session')
})

it('gives another stamp to another content alone', () => {
  const stamp = (session: unknown) => sessionFile.sessions(fileOf(session))[0]?.stamp
  expect(stamp({ history: [asked] })).toBe(stamp({ history: [asked] }))
  expect(stamp({ history: [asked] })).not.toBe(stamp({ history: [asked, asked] }))
})
