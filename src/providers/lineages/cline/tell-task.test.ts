import { describe, expect, it } from 'vitest'
import { writtenUsageOf } from './request-usage.ts'
import { taskDocuments } from './tasks.ts'
import { BEGIN, documentOf, readRows, TASK_PATH } from './testing/reading.ts'

const say = (name: string, text: unknown = '', more: object = {}) => row('say', name, text, more)
const ask = (name: string, text: unknown = '', more: object = {}) => row('ask', name, text, more)
const USAGE = { tokensIn: 10, tokensOut: 5, cacheWrites: 100, cacheReads: 1000, cost: 0.5 }
const request = (usage: object = USAGE) => say('api_req_started', usage)

function row(type: 'say' | 'ask', name: string, text: unknown, more: object): object {
  return { type, [type]: name, text: typeof text === 'string' ? text : JSON.stringify(text), ...more }
}

describe('a task', () => {
  it('is none before anybody asked for anything, and refused where it is no list', () => {
    const reader = taskDocuments(writtenUsageOf)
    expect(reader.sessions(documentOf(TASK_PATH, '[]'))).toEqual([])
    expect(() => reader.sessions(documentOf(TASK_PATH, '{}'))).toThrow('no list of messages')
  })

  it.each(['task', 'text'])('begins with what the person asked for: %s', (name) => {
    const { recording } = readRows([
      say(name, 'Fix it'),
      say('text', 'I will'),
      say('user_feedback', 'Go on'),
    ])
    expect(recording.of('prompt')).toEqual([
      ['Fix it', BEGIN],
      ['Go on', BEGIN + 2000],
    ])
  })
})

describe('the phase of a task', () => {
  it.each<[string, readonly object[], string]>([
    ['the first request', [say('task', 'Go'), request({})], 'model-working'],
    ['an answer that goes on', [say('task', 'Go'), request(), say('text', 'Well')], 'model-working'],
    [
      'a question for permission',
      [say('task', 'Go'), request(), ask('tool', { tool: 'readFile' })],
      'tool-running',
    ],
    [
      'a command that runs',
      [say('task', 'Go'), ask('command', 'npm test'), ask('command_output')],
      'tool-running',
    ],
    ['a question', [say('task', 'Go'), request(), ask('followup')], 'done'],
    ['the end', [say('task', 'Go'), request(), say('completion_result', 'Done')], 'done'],
    [
      'the end, opened again',
      [say('task', 'Go'), ask('completion_result'), ask('resume_completed_task')],
      'done',
    ],
    [
      'a stop',
      [say('task', 'Go'), request({ cancelReason: 'user_cancelled' }), ask('resume_task')],
      'interrupted',
    ],
    ['a failure', [say('task', 'Go'), ask('api_req_failed', 'Overloaded')], 'failed'],
    [
      'a failure that is tried again',
      [say('task', 'Go'), ask('api_req_failed'), say('api_req_retried')],
      'model-working',
    ],
    [
      'an answer that is being written',
      [say('task', 'Go'), ask('followup', '', { partial: true })],
      'model-working',
    ],
  ])('after %s', (_what, rows, phase) => {
    expect(readRows(rows).recording.lastPhase).toBe(phase)
  })
})

describe('what is used', () => {
  it('is that of each request, and of requests that were deleted or made by sub-agents', () => {
    const { recording } = readRows([
      say('task', 'Go'),
      say('text', 'Hm', { modelInfo: { modelId: 'claude-sonnet-5' } }),
      request(),
      say('deleted_api_reqs', USAGE),
      say('subagent_usage', { source: 'subagents', ...USAGE }),
    ])
    expect(
      [...recording.responses.values()].map(({ contextUsed, sidechain }) => [contextUsed, sidechain]),
    ).toEqual([
      [1115, false],
      [undefined, false],
      [undefined, true],
    ])
    expect([...recording.responses.values()][0]?.model).toBe('claude-sonnet-5')
    expect(recording.sums).toEqual({ uncachedInput: 30, cacheRead: 3000, cacheWrite: 300, output: 15 })
    expect(recording.reportedTotals).toEqual([{ at: BEGIN + 4000, counts: recording.sums, costUsd: 1.5 }])
  })

  it.each([undefined, 0, '1', -1])('has no cost where that of a request is %j', (cost) => {
    const { recording } = readRows([request(), request({ ...USAGE, cost })])
    expect(recording.responses.size).toBe(2)
    expect(recording.reportedTotals).toEqual([])
  })

  it.each<[string, readonly object[], number]>([
    ['a request is under way', [request(), request({})], 0],
    ['another one came', [request({}), request()], 1],
    ['the turn ended', [request(), request({ tokensIn: 0, tokensOut: 0 }), say('completion_result')], 1],
    ['it failed', [request({ cancelReason: 'streaming_failed' }), request()], 0],
  ])('is complete or not where a request has no usage and %s', (_what, rows, times) => {
    expect(readRows(rows).recording.of('usageIncomplete')).toHaveLength(times)
  })
})

describe('a context that was made smaller', () => {
  it('is as large as the assistant says, and what the summary used is not told', () => {
    const condensed = { contextCondense: { cost: 0.25, prevContextTokens: 1115, newContextTokens: 300 } }
    const { recording } = readRows([say('task', 'Go'), request(), say('condense_context', '', condensed)])
    expect(recording.of('compaction')).toEqual([[BEGIN + 2000, undefined]])
    expect(recording.of('context')).toEqual([[300, BEGIN + 2000]])
    expect(recording.of('usageIncomplete')).toHaveLength(1)
    expect(recording.reportedTotals.map(({ costUsd }) => costUsd)).toEqual([0.75])
  })

  it('is no compaction where messages were only left out', () => {
    const cut = { contextTruncation: { messagesRemoved: 2, prevContextTokens: 9, newContextTokens: 4 } }
    const { recording, outcomes } = readRows([request(), say('sliding_window_truncation', '', cut)])
    expect(recording.of('context')).toEqual([[4, BEGIN + 1000]])
    expect(recording.of('compaction')).toEqual([])
    expect(outcomes).toMatchObject({ used: 2 })
  })
})

describe('the model', () => {
  it('is the last one that a request names among the surroundings', () => {
    const mode = (model: string) => `<slug>code</slug>\n<name>Code</name>\n<model>${model}</model>`
    const prompt = `${mode('o3')} and ${mode('gpt-5.5')} <model>not-this</model>`
    const { recording } = readRows([say('text', 'Go'), request({ ...USAGE, request: prompt })])
    expect(recording.of('model')).toEqual([['gpt-5.5']])
    expect([...recording.responses.values()].map(({ model }) => model)).toEqual(['gpt-5.5'])
  })
})

describe('failures', () => {
  it('are told once, though the person is asked as well', () => {
    const failed = {
      cancelReason: 'streaming_failed',
      streamingFailedMessage: '{"message":"Overloaded","status":529}',
    }
    const { recording } = readRows([request(failed), ask('api_req_failed', 'Overloaded')])
    expect(recording.errors).toEqual([
      { kind: 'api', at: BEGIN, message: 'Overloaded', status: 529, blocks: undefined },
    ])
  })

  it('are retries where Cline says so', () => {
    const { recording } = readRows([
      say('error_retry', { attempt: 1, errorMessage: '429 Too many requests' }),
    ])
    expect(recording.errors).toMatchObject([{ kind: 'retry', message: '429 Too many requests', status: 429 }])
  })

  it('tell when nothing but a person helps', () => {
    const { recording } = readRows([request(), ask('api_req_failed', '401 Unauthorized')])
    expect(recording.errors).toMatchObject([{ status: 401, blocks: 'signed-out' }])
  })
})

describe('tools', () => {
  it('are open until the next row, and name their files', () => {
    const { recording } = readRows([
      say('task', 'Go'),
      ask('tool', { tool: 'editedExistingFile', path: 'src/a.ts' }),
      say('tool', { tool: 'readFile', path: 'src/b.ts', content: '/home/dev/app/src/b.ts' }),
      say('tool', { tool: 'listFilesTopLevel', path: 'src' }),
    ])
    expect(recording.of('toolCall').map(([, name]) => name)).toEqual([
      'editedExistingFile',
      'readFile',
      'listFilesTopLevel',
    ])
    expect(recording.of('toolResult').map(([id]) => id)).toEqual([
      `editedExistingFile:${BEGIN + 1000}`,
      `readFile:${BEGIN + 2000}`,
    ])
    expect(recording.of('file')).toEqual([
      ['src/a.ts', 'write'],
      ['/home/dev/app/src/b.ts', 'read'],
    ])
  })

  it('name each file that they work on at once', () => {
    const { recording } = readRows([
      ask('tool', {
        tool: 'readFile',
        batchFiles: [{ path: 'a.ts' }, { path: 'b.ts', content: '/x/b.ts' }, 7],
      }),
      ask('tool', { tool: 'appliedDiff', batchDiffs: [{ path: 'c.ts' }] }),
    ])
    expect(recording.of('file')).toEqual([
      ['a.ts', 'read'],
      ['/x/b.ts', 'read'],
      ['c.ts', 'write'],
    ])
  })

  it('are open while a command writes', () => {
    const { recording } = readRows([
      say('command', 'npm test'),
      say('command_output', '…'),
      say('text', 'Ok'),
    ])
    expect(recording.of('toolResult')).toEqual([[`command:${BEGIN}`, 'ok', BEGIN + 2000]])
  })
})

describe('rows', () => {
  it('are counted by what became of them', () => {
    const rows = [say('task', 'Go'), say('checkpoint_created'), 7, { type: 'sing' }, { type: 'say' }]
    expect(readRows(rows).outcomes).toEqual({ used: 1, ignored: 1, unknown: 1, malformed: 2 })
  })
})
