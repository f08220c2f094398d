import { describe, expect, it } from 'vitest'
import { MAX_PARSED_BYTES } from './row.ts'
import { phases, readLines, row, second, usageRow } from './testing/transcripts.ts'

const START = row(0, 'session.start', {
  sessionId: 'session',
  copilotVersion: '1.0.102',
  startTime: new Date(second(0)).toISOString(),
  selectedModel: 'gpt-5.5',
  context: { cwd: '/home/dev/app', branch: 'main' },
})

function call(at: number, toolCallId: string, toolName: string, args: unknown, agentId?: string): string {
  return row(at, 'tool.execution_start', { toolCallId, toolName, arguments: args }, agentId)
}

function result(at: number, toolCallId: string, data: object = { success: true }, agentId?: string): string {
  return row(at, 'tool.execution_complete', { toolCallId, ...data }, agentId)
}

describe('tokens', () => {
  it('counts a response once, however often its record stands there', () => {
    const { recording } = readLines([START, usageRow(1, 'a', [100, 40, 10]), usageRow(2, 'a', [100, 40, 10])])
    expect(recording.sums).toEqual({ uncachedInput: 60, cacheRead: 40, cacheWrite: 0, output: 10 })
  })

  it('names a response by the session whose request it was, so that a copy does not count', () => {
    const lines = [START, usageRow(1, 'a', [100, 40, 10])]
    const original = readLines(lines, { sessionId: 'session', subagentOf: undefined }).recording
    const copy = readLines(lines, { sessionId: 'fork', subagentOf: undefined }).recording
    expect([...copy.responses.keys()]).toEqual([...original.responses.keys()])
    expect(copy.of('forkedFrom')).toEqual([['session']])
    expect(copy.of('born')).toEqual([])
  })

  it('takes what is read from a cache and written to it out of the input', () => {
    const usage = { model: 'm', inputTokens: 100, outputTokens: 9, cacheReadTokens: 60, cacheWriteTokens: 30 }
    const { recording } = readLines([START, row(1, 'session.usage_record', { usage })])
    expect(recording.sums).toEqual({ uncachedInput: 10, cacheRead: 60, cacheWrite: 30, output: 9 })
  })

  it('leaves the context alone that a sub-agent or a background request has', () => {
    const usage = {
      model: 'small',
      inputTokens: 5,
      outputTokens: 1,
      interactionType: 'conversation-background',
    }
    const { recording } = readLines([
      START,
      usageRow(1, 'a', [100, 0, 10]),
      usageRow(2, 'b', [7, 0, 2], 'agent'),
      row(3, 'session.usage_record', { usage }),
    ])
    expect([...recording.responses.values()].map(({ contextUsed }) => contextUsed)).toEqual([
      110,
      undefined,
      undefined,
    ])
    expect(recording.of('model')).toEqual([['gpt-5.5']])
  })

  it('counts runs of early versions by what they say at their end, until there are records', () => {
    const end = (at: number, inputTokens: number): string =>
      row(at, 'session.shutdown', {
        currentModel: 'gpt-5.5',
        modelMetrics: { 'gpt-4.1': { usage: { inputTokens, outputTokens: 1, cacheReadTokens: 0 } } },
      })
    const { recording } = readLines([
      START,
      end(1, 100),
      row(2, 'session.resume', {}),
      end(3, 200),
      row(4, 'session.resume', {}),
      usageRow(5, 'a', [50, 0, 1]),
      end(6, 50),
    ])
    expect(recording.sums.uncachedInput).toBe(350)
    expect(recording.of('model').at(-1)).toEqual(['gpt-5.5'])
  })

  it('counts a compaction’s request once, by its record or by its sum', () => {
    const done = (at: number): string =>
      row(at, 'session.compaction_complete', {
        success: true,
        compactionTokensUsed: { input: 80, output: 8, cachedInput: 20 },
      })
    const usage = { inputTokens: 80, outputTokens: 8, interactionType: 'conversation-compaction' }
    const byRecord = [START, row(1, 'session.usage_record', { usage }), done(2)]
    expect(readLines(byRecord).recording.sums.output).toBe(8)
    const { recording } = readLines([...byRecord, done(3)])
    expect(recording.sums).toEqual({ uncachedInput: 140, cacheRead: 20, cacheWrite: 0, output: 16 })
    expect(recording.of('compaction')).toHaveLength(2)
  })

  it('tells a compaction that failed as an error', () => {
    const failed = row(1, 'session.compaction_complete', { success: false, error: '500 oops' })
    const { recording } = readLines([START, failed])
    expect(recording.of('compaction')).toEqual([])
    expect(recording.errors.map(({ message, status }) => [message, status])).toEqual([['500 oops', 500]])
  })
})

describe('a turn', () => {
  it('goes on as long as the model calls tools', () => {
    const { recording } = readLines([
      START,
      row(1, 'user.message', { content: 'go' }),
      row(2, 'assistant.turn_start'),
      call(3, 'c1', 'bash', { command: 'ls' }),
      result(4, 'c1'),
      row(5, 'assistant.turn_end'),
      row(6, 'assistant.turn_start'),
      row(7, 'assistant.message', { content: 'done', toolRequests: [] }),
      row(8, 'assistant.turn_end'),
    ])
    expect(phases(recording)).toBe('model-working tool-running model-working done')
  })

  it('waits for the slowest of its tools', () => {
    const { recording } = readLines([
      START,
      call(1, 'c1', 'bash', {}),
      call(2, 'c2', 'view', {}),
      result(3, 'c2'),
      result(4, 'c1'),
    ])
    expect(recording.of('phase')).toEqual([
      ['tool-running', second(1)],
      ['model-working', second(4)],
    ])
  })

  it('has a call from the answer on that asks for it', () => {
    const toolRequests = [{ toolCallId: 'c1', name: 'bash', arguments: '{"command":"ls"}' }]
    const { recording } = readLines([
      START,
      row(1, 'assistant.message', { toolRequests }),
      call(2, 'c1', 'bash', {}),
      result(3, 'c1'),
      row(4, 'assistant.message', { toolRequests }),
    ])
    expect(recording.of('toolCall')).toEqual([['c1', 'bash', second(1)]])
  })

  it('is not the sub-agent’s, whose tools count all the same', () => {
    const { recording } = readLines([
      START,
      call(1, 'task', 'task', {}),
      row(2, 'user.message', { content: 'look' }, 'agent'),
      row(3, 'assistant.turn_start', {}, 'agent'),
      call(4, 'c1', 'view', { path: 'a.ts' }, 'agent'),
      result(5, 'c1', { success: true }, 'agent'),
      row(6, 'session.error', { message: 'no' }, 'agent'),
      row(7, 'assistant.turn_end', {}, 'agent'),
      result(8, 'task'),
    ])
    expect(phases(recording)).toBe('tool-running model-working')
    expect(recording.of('prompt')).toEqual([])
    expect(recording.of('toolCall').map(([id]) => id)).toEqual(['task', 'c1'])
    expect(recording.of('file')).toEqual([['/home/dev/app/a.ts', 'read']])
    expect(recording.errors).toHaveLength(1)
  })

  it('ends interrupted where the person stops it, whatever is written after', () => {
    const { recording } = readLines([
      START,
      row(1, 'user.message', { content: 'go' }),
      call(2, 'c1', 'bash', {}),
      row(3, 'abort', { reason: 'user_initiated' }),
      result(4, 'c1', { success: false }),
      row(5, 'assistant.turn_end'),
    ])
    expect(recording.of('interruption')).toEqual([[second(3)]])
    expect(recording.lastPhase).toBe('interrupted')
  })

  it('is no interruption where autopilot’s own limit ended it', () => {
    const { recording } = readLines([
      START,
      row(1, 'assistant.turn_start'),
      row(2, 'abort', { reason: 'autopilot_credit_limit' }),
    ])
    expect(recording.of('interruption')).toEqual([])
    expect(recording.lastPhase).toBe('done')
  })

  it('begins with what a person wrote, not with what Copilot puts in between', () => {
    const { recording } = readLines([
      START,
      row(1, 'user.message', { content: 'mine' }),
      row(2, 'user.message', { content: '<skill-context>', source: 'skill-pdf' }),
      row(3, 'user.message', { content: 'go on', isAutopilotContinuation: true }),
      row(4, 'user.message', { content: 'typed meanwhile', source: 'immediate-prompt' }),
    ])
    expect(recording.of('prompt').map(([text]) => text)).toEqual(['mine', 'typed meanwhile'])
  })

  it('has no part in a command that the person typed', () => {
    const { recording } = readLines([
      START,
      row(1, 'tool.user_requested', { toolCallId: 'u1', toolName: 'bash' }),
      call(2, 'u1', 'bash', { command: 'ls' }),
      result(3, 'u1', { success: true, isUserRequested: true }),
    ])
    expect(recording.of('toolCall')).toEqual([])
    expect(recording.of('phase')).toEqual([])
  })

  it('leaves no call open that the run before it had', () => {
    const { recording } = readLines([
      START,
      call(1, 'c1', 'bash', {}),
      row(2, 'session.resume', { context: { cwd: '/home/dev/other', branch: 'next' } }),
      row(3, 'user.message', { content: 'again' }),
      row(4, 'assistant.turn_start'),
      row(5, 'assistant.turn_end'),
    ])
    expect(phases(recording)).toBe('tool-running model-working done')
    expect(recording.of('workingDirectory').at(-1)).toEqual(['/home/dev/other'])
    expect(recording.of('branch').at(-1)).toEqual(['next'])
  })
})

describe('tools', () => {
  it.each([
    ['ok', { success: true, shellExecution: { exitCode: 0 } }],
    ['error', { success: true, shellExecution: { exitCode: 2 } }],
    ['error', { success: false, error: { message: 'no such file', code: 'failure' } }],
    ['rejected', { success: false, error: { message: 'The user said no', code: 'rejected' } }],
    ['rejected', { success: false, error: { message: 'Not allowed', code: 'denied' } }],
  ])('end %s after %j', (outcome, data) => {
    const { recording } = readLines([START, call(1, 'c1', 'bash', {}), result(2, 'c1', data)])
    expect(recording.of('toolResult')).toEqual([['c1', outcome, second(2)]])
  })

  it.each([
    ['view', { path: '/home/dev/a.txt' }, [['/home/dev/a.txt', 'read']]],
    ['create', { path: 'src/b.ts', file_text: 'x' }, [['/home/dev/app/src/b.ts', 'write']]],
    ['edit', { file_path: 'C:\\work\\c.ts' }, [['C:\\work\\c.ts', 'write']]],
    ['str_replace_editor', { command: 'view', path: '/d.ts' }, [['/d.ts', 'read']]],
    ['edit', '{"path":"/e.ts"}', [['/e.ts', 'write']]],
    [
      'apply_patch',
      '*** Begin Patch\n*** Update File: f.ts\n*** Move to: g.ts\n@@\n-a\n+b\n*** End Patch',
      [
        ['/home/dev/app/f.ts', 'write'],
        ['/home/dev/app/g.ts', 'write'],
      ],
    ],
    ['bash', { command: 'cat /h.txt', path: '/h.txt' }, []],
  ])('name the files of %s %j', (tool, args, files) => {
    const { recording } = readLines([START, call(1, 'c1', tool, args), result(2, 'c1')])
    expect(recording.of('file')).toEqual(files)
  })

  it('touch no file where they failed, or where what they showed is a folder', () => {
    const folder = { success: true, toolTelemetry: { properties: { viewType: 'directory' } } }
    const { recording } = readLines([
      START,
      call(1, 'c1', 'edit', { path: '/a' }),
      result(2, 'c1', { success: false }),
      call(3, 'c2', 'view', { path: '/home' }),
      result(4, 'c2', folder),
    ])
    expect(recording.of('file')).toEqual([])
  })
})

describe('errors', () => {
  it.each([
    ['quota', { errorType: 'quota', errorCode: 'quota_exceeded', message: 'no' }],
    ['quota', { errorType: 'query', message: '402 You have no quota' }],
    ['quota', { errorType: 'rate_limit', errorCode: 'user_weekly_rate_limited', message: 'no' }],
    ['quota', { errorType: 'query', message: '429 insufficient_quota', statusCode: 429 }],
    ['signed-out', { errorType: 'authentication', message: 'no' }],
    ['signed-out', { errorType: 'query', message: 'no', statusCode: 401 }],
    ['signed-out', { errorType: 'authorization', message: 'no', remediation: 'sign_in' }],
    [undefined, { errorType: 'rate_limit', errorCode: 'rate_limited', message: '429 slow down' }],
    [undefined, { errorType: 'context_limit', message: 'too long', statusCode: 400 }],
  ])('block by %s: %j', (blocks, data) => {
    const { recording } = readLines([START, row(1, 'session.error', data)])
    expect(recording.errors.map((error) => error.blocks)).toEqual([blocks])
    expect(recording.lastPhase).toBe('failed')
  })
})

describe('lines', () => {
  it('are unknown where their type is new, and malformed where they are no event', () => {
    const { outcomes } = readLines([
      row(0, 'session.brand_new'),
      '{"type":"session.start"}',
      'not json',
      '[]',
      '',
      row(1, 'session.usage_record', { usage: { inputTokens: -1 } }),
    ])
    expect(outcomes).toEqual(['unknown', 'malformed', 'malformed', 'malformed', 'ignored', 'malformed'])
  })

  it('say the same of quiet rows whatever the order of their fields', () => {
    const text = row(3, 'system.message', { content: 'You are…' })
    const reordered = JSON.stringify(
      Object.fromEntries(Object.entries(JSON.parse(text) as object).toReversed()),
    )
    expect(readLines([reordered]).recording.calls).toEqual(readLines([text]).recording.calls)
    expect(readLines([text]).recording.of('seen')).toEqual([[second(3)]])
  })

  it('are read in pieces where a crash glued them', () => {
    const whole = usageRow(1, 'a', [100, 0, 10])
    const glued = readLines([START, `${whole}${usageRow(2, 'b', [100, 0, 10])}`])
    expect(glued.outcomes).toEqual(['used', 'used'])
    expect(glued.recording.responses.size).toBe(2)
    const cut = readLines([START, `${whole.slice(0, 60)}${row(2, 'session.resume', {})}`])
    expect(cut.outcomes).toEqual(['used', 'malformed'])
    expect(cut.recording.of('seen').at(-1)).toEqual([second(2)])
  })

  it('count by their first and last bytes where they are too large to parse', () => {
    const picture = 'x'.repeat(MAX_PARSED_BYTES)
    const { recording, outcomes } = readLines([
      START,
      row(1, 'user.message', { content: 'See "this"\n', attachments: [picture] }),
      call(2, 'c1', 'bash', {}),
      result(3, 'c1', { model: 'm', success: false, result: { content: picture } }),
      row(4, 'user.message', { content: picture }).slice(0, -2),
    ])
    expect(recording.of('prompt')).toEqual([['See "this"\n', second(1)]])
    expect(recording.of('toolResult')).toEqual([['c1', 'error', second(3)]])
    expect(outcomes.at(-1)).toBe('malformed')
  })
})
