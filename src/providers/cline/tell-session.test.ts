import { describe, expect, it } from 'vitest'
import { clineDocuments } from './documents.ts'
import { BEGIN, documentOf } from '../lineages/cline/testing/reading.ts'
import { readMessages, SESSION_PATH, sessionsIn } from './testing/reading.ts'

const METRICS = { inputTokens: 100, outputTokens: 10, cacheReadTokens: 60, cacheWriteTokens: 30 }
const prompt = (text: string, more: object = {}) => ({
  role: 'user',
  content: [{ type: 'text', text }],
  ...more,
})
const answer = (more: object = {}) => ({
  id: 'msg_1',
  role: 'assistant',
  content: [{ type: 'text', text: 'Done.' }],
  metrics: METRICS,
  modelInfo: { id: 'gpt-5.5' },
  ...more,
})
const call = (id: string, name: string, input: object = {}) => ({ type: 'tool_use', id, name, input })
const calling = (...calls: object[]) => answer({ content: calls })
const result = (id: string, more: object = {}) => ({
  role: 'user',
  content: [{ type: 'tool_result', tool_use_id: id, content: 'ok', ...more }],
})

describe('a session', () => {
  it('is none before anybody asked for anything, and refused where it is not whole', () => {
    expect(sessionsIn(SESSION_PATH, { messages: [] })).toEqual([])
    expect(() => sessionsIn(SESSION_PATH, [])).toThrow('no list of messages')
    expect(() => sessionsIn('other.json', {})).toThrow('neither a session nor a task')
  })

  it('has another stamp once it was written again', () => {
    const stampOf = (text: string, writtenAt: number) => {
      const file = documentOf(SESSION_PATH, JSON.stringify({ messages: [prompt(text)] }))
      return clineDocuments.sessions({ ...file, writtenAt })[0]?.stamp
    }
    expect(stampOf('a', BEGIN)).toBe(stampOf('a', BEGIN))
    expect(stampOf('a', BEGIN)).not.toBe(stampOf('a', BEGIN + 1))
    expect(stampOf('a', BEGIN)).not.toBe(stampOf('longer', BEGIN))
  })
})

describe('the phase of a session', () => {
  const open = calling(call('1', 'run_commands'), call('2', 'run_commands'))
  const failed = answer({ metrics: undefined, metadata: { displayOnly: true, displayRole: 'error' } })

  it.each<[string, readonly object[], string]>([
    ['a prompt', [prompt('Go')], 'model-working'],
    ['an answer', [prompt('Go'), answer()], 'done'],
    ['calls', [prompt('Go'), open], 'tool-running'],
    ['the first result of two', [prompt('Go'), open, result('1')], 'tool-running'],
    ['all results', [prompt('Go'), open, result('2'), result('1')], 'model-working'],
    ['a call that ends the turn', [calling(call('1', 'submit_and_exit')), result('1')], 'done'],
    [
      'such a call that failed',
      [calling(call('1', 'submit_and_exit')), result('1', { is_error: true })],
      'model-working',
    ],
    ['a prompt that leaves calls open', [open, prompt('Stop it'), answer()], 'done'],
    ['an error', [prompt('Go'), failed], 'failed'],
    ['a notice', [prompt('Go'), answer(), answer({ metadata: { displayRole: 'status' } })], 'done'],
  ])('after %s', (_what, messages, phase) => {
    expect(readMessages(messages).recording.lastPhase).toBe(phase)
  })
})

describe('what is used', () => {
  it('is told without what is counted twice', () => {
    const { recording } = readMessages([prompt('Go'), answer()])
    expect([...recording.responses.values()]).toMatchObject([
      {
        key: `message:msg_1:${BEGIN + 1000}`,
        model: 'gpt-5.5',
        counts: { uncachedInput: 10, cacheRead: 60, cacheWrite: 30, output: 10 },
        contextUsed: 110,
        sidechain: false,
      },
    ])
  })

  it('is never less than nothing', () => {
    const metrics = { ...METRICS, cacheReadTokens: 1000, cacheWriteTokens: 1000 }
    expect(readMessages([answer({ metrics })]).recording.sums).toEqual({
      uncachedInput: 0,
      cacheRead: 100,
      cacheWrite: 0,
      output: 10,
    })
  })

  it.each([[undefined], [{}], [{ inputTokens: 0, outputTokens: 0 }], [{ inputTokens: 'many' }], [7]])(
    'is incomplete where an answer has the metrics %j',
    (metrics) => {
      const { recording } = readMessages([answer(), answer({ id: 'msg_2', metrics })])
      expect(recording.responses.size).toBe(1)
      expect(recording.of('usageIncomplete')).toHaveLength(1)
    },
  )

  it('is incomplete after a compaction', () => {
    const summary = prompt('So far…', { metadata: { kind: 'compaction_summary' } })
    const { recording } = readMessages([summary, answer()])
    expect(recording.of('compaction')).toEqual([[BEGIN, undefined]])
    expect(recording.of('usageIncomplete')).toHaveLength(1)
    expect(recording.of('prompt')).toEqual([])
  })
})

describe('prompts', () => {
  it.each([
    ['<user_input mode="act">Fix it</user_input>', 'Fix it'],
    ['Fix it', 'Fix it'],
    ['<user_input is a tag', '<user_input is a tag'],
    ['</user_input><user_input>', '</user_input><user_input>'],
  ])('in %j are what the person typed', (text, typed) => {
    expect(readMessages([prompt(text)]).recording.of('prompt')).toEqual([[typed, BEGIN]])
  })

  it('are text alone too, and never what Cline wrote itself', () => {
    const notice = prompt('You have not completed the task.', { metadata: { kind: 'recovery_notice' } })
    const { recording, outcomes } = readMessages([{ role: 'user', content: 'Go' }, notice])
    expect(recording.of('prompt')).toEqual([['Go', BEGIN]])
    expect(outcomes).toMatchObject({ used: 1, ignored: 1 })
  })
})

describe('tools', () => {
  it.each([
    [
      'read_files',
      { files: [{ path: '/a' }, '/b', 7] },
      [
        ['/a', 'read'],
        ['/b', 'read'],
      ],
    ],
    ['editor', { path: '/a' }, [['/a', 'write']]],
    [
      'apply_patch',
      { input: '*** Update File: a.ts\n*** Add File: b.ts\n' },
      [
        ['a.ts', 'write'],
        ['b.ts', 'write'],
      ],
    ],
    ['run_commands', { path: '/a' }, []],
  ])('%s with %j touch files', (name, input, files) => {
    const messages = (more: object) => [calling(call('1', name, input)), result('1', more)]
    expect(readMessages(messages({})).recording.of('file')).toEqual(files)
    expect(readMessages(messages({ is_error: true })).recording.of('file')).toEqual([])
  })

  it.each([
    [{}, 'ok'],
    [{ is_error: true }, 'error'],
    [{ content: [{ success: true }, { success: false }] }, 'error'],
    [{ content: [{ success: true }] }, 'ok'],
  ])('whose result has %j', (more, outcome) => {
    const { recording } = readMessages([calling(call('1', 'run_commands')), result('1', more)])
    expect(recording.of('toolResult')).toEqual([['1', outcome, BEGIN + 1000]])
  })
})

describe('messages', () => {
  it('are counted by what became of them', () => {
    const messages = [
      prompt('Go'),
      answer(),
      7,
      { role: 'narrator' },
      answer({ metadata: { displayOnly: true } }),
    ]
    expect(readMessages(messages).outcomes).toEqual({ used: 2, ignored: 1, unknown: 1, malformed: 1 })
  })

  it('of an error tell what stops the session', () => {
    const text = '402 Insufficient credits'
    const { recording } = readMessages([
      { role: 'assistant', content: text, metadata: { displayOnly: true, displayRole: 'error' } },
    ])
    expect(recording.errors).toEqual([
      { kind: 'api', at: BEGIN, message: text, status: 402, blocks: 'quota' },
    ])
  })
})
