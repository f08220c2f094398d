import { describe, expect, it } from 'vitest'
import { answer, at, call, instant, result, usage, user } from './testing/rows.ts'
import { readLines, readRows, SESSION } from './testing/transcripts.ts'

describe('tokens', () => {
  it('count a response once, by the row with the most output', () => {
    const recording = readRows([
      answer(1, { id: 'msg_a', usage: usage(5, 6, 7, 1) }),
      answer(2, { id: 'msg_a', usage: usage(5, 6, 7, 90) }),
      answer(3, { id: 'msg_a', usage: usage(5, 6, 7, 2) }),
    ])
    expect(recording.sums).toEqual({ uncachedInput: 5, cacheRead: 6, cacheWrite: 7, output: 90 })
  })

  it('are keyed by the request where a message has no id, and by the row where nothing else has one', () => {
    const recording = readRows([
      answer(1, { id: null }),
      answer(2, { id: null }, { requestId: undefined }),
      answer(3, { id: null }, { requestId: undefined, uuid: undefined }),
      answer(4, { id: null }, { requestId: undefined, uuid: undefined }),
    ])
    expect([...recording.responses.keys()].slice(0, 2)).toEqual(['req_1', 'uuid-assistant-2'])
    expect(recording.responses.size).toBe(4)
  })

  it('are not taken from a tool input, a tool result, a progress row or the iterations', () => {
    const message = {
      id: 'msg_other',
      role: 'assistant',
      model: 'claude-opus-5-5',
      usage: usage(1e6, 1e6, 1e6, 1e6),
    }
    const recording = readRows([
      answer(1, {
        content: [
          call('toolu_1', 'Write', {
            id: null,
            model: null,
            usage: message.usage,
            content: JSON.stringify(message),
          }),
        ],
        usage: { ...usage(1, 2, 3, 4), iterations: [usage(1, 2, 3, 4)] },
      }),
      {
        type: 'progress',
        data: { message: { type: 'assistant', message } },
        sessionId: SESSION,
        timestamp: at(2),
      },
      user(3, [result('toolu_1', { content: JSON.stringify(message) })], {
        toolUseResult: { usage: message.usage, message },
      }),
    ])
    expect(recording.sums).toEqual({ uncachedInput: 1, cacheRead: 2, cacheWrite: 3, output: 4 })
  })

  it('have their shares of hour-long cache and of reasoning', () => {
    const detailed = {
      ...usage(1, 2, 30, 40),
      cache_creation: { ephemeral_5m_input_tokens: 10, ephemeral_1h_input_tokens: 20 },
      output_tokens_details: { thinking_tokens: 15 },
    }
    expect([...readRows([answer(1, { usage: detailed })]).responses.values()]).toMatchObject([
      { cacheWrite1h: 20, reasoning: 15, contextUsed: 33 },
    ])
  })

  it('sum the two kinds of cache writes where no sum is given', () => {
    const split = {
      input_tokens: 1,
      output_tokens: 2,
      cache_creation: { ephemeral_5m_input_tokens: 3, ephemeral_1h_input_tokens: 4 },
    }
    expect(readRows([answer(1, { usage: split })]).sums.cacheWrite).toBe(7)
  })

  it.each([-5, 1.5, 1e300, '7', null, true, [7], { a: 7 }])('take %j for no count', (count) => {
    const damaged = { ...usage(0, 0, 0, 4), input_tokens: count }
    expect(readRows([answer(1, { usage: damaged })]).sums).toMatchObject({ uncachedInput: 0, output: 4 })
  })

  it('of a row kept over a compaction change neither the sum nor the context', () => {
    const recording = readRows([
      answer(1, { id: 'msg_a' }),
      answer(2, { id: 'msg_a', usage: usage(0, 0, 0, 0) }),
    ])
    expect(recording.sums.output).toBe(40)
    expect(recording.of('response').map(([response]) => response)).toMatchObject([
      { contextUsed: 60 },
      { contextUsed: undefined },
    ])
  })

  it('of a sub-agent inside the main file say nothing of the main context', () => {
    const recording = readRows([answer(1, {}, { isSidechain: true })])
    expect([...recording.responses.values()]).toMatchObject([{ sidechain: true, contextUsed: undefined }])
  })

  it('of rows without a type count, as the oldest versions wrote them', () => {
    const { recording } = readLines([
      JSON.stringify({
        timestamp: at(1),
        sessionId: 's',
        message: { role: 'assistant', id: 'm', model: 'claude-x', usage: usage(1, 2, 3, 4) },
      }),
    ])
    expect(recording.sums.output).toBe(4)
  })

  it('are flagged as incomplete for the versions that write no final usage', () => {
    const flagged = (version: string, message: object) =>
      readRows([answer(1, { stop_reason: null, usage: usage(1, 2, 3, 1), ...message }, { version })]).of(
        'outputUnderReported',
      ).length
    expect(flagged('2.1.8', {})).toBe(0)
    expect(flagged('2.1.9', {})).toBe(1)
    expect(flagged('2.1.58', {})).toBe(1)
    expect(flagged('2.1.59', {})).toBe(0)
    expect(flagged('2.1.20', { stop_reason: 'end_turn' })).toBe(0)
    expect(flagged('2.1.20', { usage: usage(1, 2, 3, 500) })).toBe(0)
  })
})

describe('a tool call', () => {
  it('is told once, though its row is written again after a compaction', () => {
    const calling = answer(1, { content: [call('a', 'Bash')] })
    const recording = readRows([calling, user(2, [result('a')]), calling, user(2, [result('a')])])
    expect(recording.of('toolCall')).toHaveLength(1)
    expect(recording.of('toolResult')).toHaveLength(1)
    expect(recording.lastPhase).toBe('model-working')
  })

  it('has a name of its own where the row gives none', () => {
    const recording = readRows([
      answer(1, { content: [{ type: 'tool_use', name: 'bash', input: {} }, { type: 'tool_use' }] }),
    ])
    expect(recording.of('toolCall').map(([id, name]) => [id, name])).toEqual([
      ['uuid-assistant-1#0', 'bash'],
      ['uuid-assistant-1#1', 'unknown'],
    ])
  })

  it.each([
    ['ok', {}, {}],
    ['error', { is_error: true }, {}],
    ['rejected', { is_error: true }, { permissionDecision: { decision: 'reject' } }],
    ['rejected', {}, { toolDenialKind: 'user-rejected' }],
    [
      'rejected',
      {
        is_error: true,
        content: "The user doesn't want to proceed with this tool use. The tool use was rejected",
      },
      {},
    ],
    [
      'rejected',
      {
        is_error: true,
        content: [{ type: 'text', text: "The user doesn't want to take this action right now." }],
      },
      {},
    ],
    [
      'ok',
      { content: "The user doesn't want to proceed with this tool use" },
      { permissionDecision: { decision: 'accept' } },
    ],
  ])('ends %s with %j and %j', (outcome, fields, row) => {
    expect(readRows([user(1, [result('a', fields)], row)]).of('toolResult')).toEqual([
      ['a', outcome, instant(1)],
    ])
  })

  it('touches a file when it succeeds', () => {
    const calls = [
      call('read', 'Read', { file_path: '/r' }),
      call('write', 'Write', { content: 'x', file_path: '/w' }),
      call('edit', 'MultiEdit', { file_path: '/e' }),
      call('notebook', 'NotebookEdit', { notebook_path: '/n' }),
      call('failed', 'Edit', { file_path: '/f' }),
      call('search', 'Grep', { path: '/folder' }),
    ]
    const results = ['read', 'write', 'edit', 'notebook', 'search'].map((id) => result(id))
    const recording = readRows([
      answer(1, { content: calls }),
      user(2, [...results, result('failed', { is_error: true })]),
    ])
    expect(recording.of('file')).toEqual([
      ['/r', 'read'],
      ['/w', 'write'],
      ['/e', 'write'],
      ['/n', 'write'],
    ])
  })

  it('touches the files that a shell command changed', () => {
    const toolUseResult = {
      stdout: '',
      bashEditDiff: { files: 2, changedFiles: ['/a', { filePath: '/b' }, 7] },
    }
    expect(readRows([user(1, [result('a')], { toolUseResult })]).of('file')).toEqual([
      ['/a', 'write'],
      ['/b', 'write'],
    ])
  })

  it('tells a saved file once: by the call that changes it, else by the copy', () => {
    const saved = (name: string) => ({
      type: 'file-history-delta',
      trackingPath: name,
      backup: { realParentDir: '/home/dev/app' },
      timestamp: at(2),
    })
    const recording = readRows([
      answer(1, { content: [call('a', 'Edit', { file_path: '/home/dev/app/new.txt' })] }),
      saved('new.txt'),
      saved('other.txt'),
      user(3, [result('a')]),
    ])
    expect(recording.of('file')).toEqual([
      ['/home/dev/app/other.txt', 'write'],
      ['/home/dev/app/new.txt', 'write'],
    ])
  })
})
