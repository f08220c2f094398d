import { describe, expect, it } from 'vitest'
import { recordingSink } from '../testing/recording-sink.ts'
import { ClaudeParser } from './parser.ts'
import { answer, at, call, instant, result, system, usage, user } from './testing/rows.ts'
import { feed, MAIN, readLines, readRows, SESSION } from './testing/transcripts.ts'

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

describe('the row itself', () => {
  it('may have its fields in any order and spaces between them', () => {
    const row = {
      message: { usage: usage(1, 2, 3, 4), content: [call('toolu_1', 'Bash')], model: 'm', id: 'x' },
      timestamp: at(1),
      type: 'assistant',
    }
    const { recording, outcomes } = readLines([`  ${JSON.stringify(row, null, 1).replaceAll('\n', ' ')} \r`])
    expect(outcomes).toEqual(['used'])
    expect(recording.sums.output).toBe(4)
    expect(recording.of('toolCall')).toHaveLength(1)
  })

  it('may contain line separators, quotes and braces in its texts', () => {
    const text = 'a\u2028b\u2029c "}]{[" \\" \\\\'
    const recording = readRows([user(1, text), answer(2, { content: [{ type: 'text', text }] })])
    expect(recording.of('prompt')).toEqual([[text, instant(1)]])
    expect(recording.responses.size).toBe(1)
  })

  it.each([
    ['nothing', ''],
    ['spaces', '   '],
    ['no JSON', 'invalid json line here'],
    ['an array', '[{"type":"user"}]'],
    ['a cut row', '{"type":"assistant","message":{"id":"msg_broken","usage":{"input_tokens":99999'],
    ['a cut text', '{"type":"user","message":{"content":"more'],
    ['a word that is none', '{"type":"user","isMeta":maybe}'],
    ['a number that is none', '{"type":"user","n":01}'],
    ['a missing colon', '{"type" "user"}'],
    ['a missing comma', '{"type":"user" "uuid":"a"}'],
    ['something behind it', '{"type":"mode"} x'],
    ['a damaged rare record', '{"type":"system","a":[}]}'],
  ])('is malformed where it holds %s, and tells nothing', (_, line) => {
    const { recording, outcomes } = readLines([line])
    expect(outcomes).toEqual(['malformed'])
    expect(recording.calls).toEqual([])
  })

  it('counts both records of a line that a crash left without a line feed', () => {
    const { recording, outcomes } = readLines([JSON.stringify(answer(1, {})) + JSON.stringify(answer(2, {}))])
    expect(outcomes).toEqual(['used'])
    expect(recording.responses.size).toBe(2)
  })

  it('is unknown where its type is new, and ignored where nothing in it counts', () => {
    const { outcomes } = readLines([
      '{"type":"brand-new","x":1}',
      '{"x":1}',
      '{"type":"mode","mode":"normal"}',
      '{"type":"attachment","attachment":{"type":"date"}}',
    ])
    expect(outcomes).toEqual(['unknown', 'unknown', 'ignored', 'ignored'])
  })

  it('may be many megabytes long', () => {
    const huge = 'x"y\\'.repeat(3_000_000)
    const recording = readRows([
      answer(1, { content: [call('toolu_1', 'Write', { content: huge, file_path: '/a' })] }),
      user(2, [result('toolu_1', { content: huge })], { toolUseResult: { type: 'create', content: huge } }),
      user(3, huge),
    ])
    expect(recording.sums.output).toBe(40)
    expect(recording.of('file')).toEqual([['/a', 'write']])
    expect(String(recording.of('prompt')[0]?.[0]).length).toBeLessThan(70_000)
  })
})

describe('a session', () => {
  it('is the one that its path names, else the one that its first record names', () => {
    expect(readRows([user(1, 'hi', { sessionId: 'another' })]).of('session')).toEqual([[SESSION]])
    const unnamed = { sessionId: undefined, subagentOf: undefined }
    expect(
      readRows(
        [{ type: 'custom-title', customTitle: 'T', sessionId: 'recorded' }, user(1, 'hi')],
        unnamed,
      ).of('session'),
    ).toEqual([['recorded']])
  })

  it('tells its folder, branch and version only where they change', () => {
    const recording = readRows([
      user(1, 'a'),
      user(2, 'b'),
      user(3, 'c', { cwd: 'C:\\Users\\dev', gitBranch: 'HEAD', version: '2.1.330' }),
      user(4, 'd', { gitBranch: '' }),
    ])
    expect(recording.of('workingDirectory')).toEqual([
      ['/home/dev/app'],
      ['C:\\Users\\dev'],
      ['/home/dev/app'],
    ])
    expect(recording.of('branch')).toEqual([['main']])
    expect(recording.of('version')).toEqual([['2.1.329'], ['2.1.330'], ['2.1.329']])
  })

  it('takes its titles from the person and from the program', () => {
    const recording = readRows([
      { type: 'ai-title', aiTitle: 'Fix login', sessionId: SESSION },
      { type: 'custom-title', customTitle: ' Mine ', sessionId: SESSION },
      { type: 'custom-title', customTitle: '', sessionId: SESSION },
      { type: 'agent-name', agentName: 'app-6e', sessionId: SESSION },
    ])
    expect(recording.of('title')).toEqual([
      ['assistant', 'Fix login'],
      ['person', 'Mine'],
      ['assistant', 'app-6e'],
    ])
  })

  it('is titled by a summary only if it holds the record that the summary names', () => {
    const recording = readRows([
      { type: 'summary', summary: 'Somebody else', leafUuid: 'uuid-elsewhere' },
      { type: 'summary', summary: 'Still to come', leafUuid: 'uuid-user-2' },
      user(1, 'a'),
      { type: 'summary', summary: 'Just said', leafUuid: 'uuid-user-1' },
      user(2, 'b'),
    ])
    expect(recording.of('title')).toEqual([
      ['assistant', 'Just said'],
      ['assistant', 'Still to come'],
    ])
  })

  it('was born with a record that is never copied', () => {
    const born = (row: object) => readRows([row]).of('born')
    expect(born({ type: 'queue-operation', timestamp: at(1), sessionId: SESSION })).toEqual([[instant(1)]])
    expect(
      born({ type: 'api-request', timestamp: at(1), sessionId: SESSION, params: { model: 'm' } }),
    ).toEqual([[instant(1)]])
    expect(born(user(1, 'a', { session_id: SESSION }))).toEqual([[instant(1)]])
    expect(born(user(1, 'a', { session_id: 'another' }))).toEqual([])
    expect(born(user(1, 'a'))).toEqual([])
  })

  it('is no fork after /clear, though its rows name the session before', () => {
    const recording = readRows([
      user(1, 'a', { session_id: 'before-clear' }),
      { type: 'queue-operation', timestamp: at(50), sessionId: SESSION },
      user(51, 'b', { session_id: 'before-clear' }),
    ])
    expect(recording.of('forkedFrom')).toEqual([])
    expect(recording.of('prompt')).toHaveLength(2)
  })

  it('reports the total that the program wrote down last, at the time of the record before', () => {
    const models = {
      a: {
        inputTokens: 1,
        outputTokens: 2,
        cacheReadInputTokens: 3,
        cacheCreationInputTokens: 4,
        costUSD: 1,
      },
    }
    const state = {
      type: 'cost-state',
      sessionId: SESSION,
      totalCostUSD: 1.5,
      modelUsage: { ...models, b: models.a },
    }
    const recording = readRows([user(7, 'a'), state, { ...state, hasUnknownModelCost: true }])
    const counts = { uncachedInput: 2, cacheRead: 6, cacheWrite: 8, output: 4 }
    expect(recording.reportedTotals).toEqual([
      { at: instant(7), counts, costUsd: 1.5 },
      { at: instant(7), counts, costUsd: undefined },
    ])
  })
})

describe('a prompt', () => {
  const prompts = (...rows: readonly object[]) =>
    readRows(rows)
      .of('prompt')
      .map(([text]) => text)

  it('is text, or the texts of its blocks', () => {
    expect(
      prompts(
        user(1, 'one'),
        user(2, [
          { type: 'text', text: 'two' },
          { type: 'image', source: {} },
          { type: 'text', text: 'three' },
        ]),
      ),
    ).toEqual(['one', 'two\nthree'])
    expect(prompts(user(1, [{ type: 'image', source: {} }]))).toEqual([''])
  })

  it.each([
    '<command-name>/clear</command-name>',
    '<command-message>review</command-message>',
    '<local-command-stdout>x</local-command-stdout>',
    '<local-command-caveat>x</local-command-caveat>',
    '<bash-input>ls</bash-input>',
    '<bash-stdout>x</bash-stdout>',
    '<system-reminder>x</system-reminder>',
    '<task-notification>x</task-notification>',
    'Caveat: The messages below were generated by the user while running local commands.',
  ])('is not what the program says in the place of the person: %s', (text) => {
    expect(prompts(user(1, text), user(2, [{ type: 'text', text }]))).toEqual([])
  })

  it.each([
    { isMeta: true },
    { isCompactSummary: true },
    { isSidechain: true },
    { origin: { kind: 'task-notification' } },
    { promptSource: 'system' },
  ])('is not a row marked %j', (fields) => {
    expect(prompts(user(1, 'x', fields))).toEqual([])
  })

  it('is a row that a person typed or queued', () => {
    expect(
      prompts(
        user(1, 'a', { origin: { kind: 'human' }, promptSource: 'typed' }),
        user(2, 'b', { promptSource: 'queued' }),
      ),
    ).toEqual(['a', 'b'])
  })

  it('may reach the model as an attachment while it is at work', () => {
    const queued = (prompt: string, fields: object) => ({
      type: 'attachment',
      timestamp: at(1),
      attachment: { type: 'queued_command', commandMode: 'prompt', prompt, ...fields },
    })
    expect(
      prompts(
        queued('and this', { origin: { kind: 'human' } }),
        queued('<task-notification>', { origin: { kind: 'human' } }),
        queued('other', { origin: { kind: 'task-notification' } }),
        queued('none', {}),
      ),
    ).toEqual(['and this'])
  })

  it('is cut between characters, not inside one', () => {
    for (const unit of ['é', '\n', '"', '\u0001', '\\']) {
      for (const shift of ['', 'a', 'ab', 'abc', 'abcd', 'abcde']) {
        const text = shift + unit.repeat(70_000)
        const [cut] = prompts(user(1, text))
        expect(text.startsWith(String(cut))).toBe(true)
        expect(String(cut).length).toBeGreaterThan(10_000)
      }
    }
  })
})

describe('a turn', () => {
  const phase = (...rows: readonly object[]) => readRows(rows).lastPhase

  it('is the model’s after a prompt and done with its answer', () => {
    expect(phase(user(1, 'a'))).toBe('model-working')
    expect(phase(user(1, 'a'), answer(2, {}))).toBe('done')
    expect(phase(user(1, 'a'), answer(2, { stop_reason: 'max_tokens' }))).toBe('done')
    expect(phase(user(1, 'a'), answer(2, { stop_reason: 'pause_turn' }))).toBe('model-working')
    expect(phase(user(1, 'a'), answer(2, { stop_reason: null }))).toBe('model-working')
    expect(phase(user(1, 'a'), answer(2, { stop_reason: null }, { version: '2.1.30' }))).toBe('done')
    expect(phase(user(1, 'a'), answer(2, { stop_reason: null }), system(3, 'turn_duration'))).toBe('done')
  })

  it('waits for tools until the last of them has answered', () => {
    const calls = answer(2, { content: [call('a', 'Bash'), call('b', 'Bash')], stop_reason: 'tool_use' })
    expect(phase(user(1, 'x'), calls)).toBe('tool-running')
    expect(phase(user(1, 'x'), calls, user(3, [result('a')]))).toBe('tool-running')
    expect(phase(user(1, 'x'), calls, user(3, [result('a')]), user(4, [result('b')]))).toBe('model-working')
  })

  it('does not wait for a call that the model has gone on without', () => {
    expect(
      phase(
        answer(1, { content: [call('lost', 'Bash')] }),
        answer(2, { content: [call('a', 'Bash')] }),
        user(3, [result('a')]),
      ),
    ).toBe('model-working')
  })

  it('is not touched by a sub-agent inside the main file', () => {
    expect(
      phase(
        answer(1, { content: [call('task', 'Task')] }),
        user(2, 'do it', { isSidechain: true }),
        answer(3, {}, { isSidechain: true }),
        user(4, [result('other')], { isSidechain: true }),
      ),
    ).toBe('tool-running')
  })

  it('is interrupted by the person', () => {
    const recording = readRows([
      user(1, 'a'),
      user(2, [{ type: 'text', text: '[Request interrupted by user]' }]),
    ])
    expect(recording.lastPhase).toBe('interrupted')
    expect(recording.of('interruption')).toEqual([[instant(2)]])
    expect(recording.of('prompt')).toHaveLength(1)
  })

  it('is left as it was by what the program itself says', () => {
    const synthetic = answer(
      2,
      { model: '<synthetic>', usage: usage(0, 0, 0, 0) },
      { isApiErrorMessage: false },
    )
    const recording = readRows([user(1, 'a'), synthetic])
    expect(recording.lastPhase).toBe('model-working')
    expect(recording.responses.size).toBe(0)
    expect(recording.of('model')).toEqual([])
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

describe('an error', () => {
  const error = (fields: object, text = 'API Error: 529 Overloaded') =>
    readRows([
      answer(
        1,
        { model: '<synthetic>', content: [{ type: 'text', text }] },
        { isApiErrorMessage: true, ...fields },
      ),
    ]).errors[0]

  it('has its status from the row, or from its text', () => {
    expect(error({ apiErrorStatus: 400 })).toMatchObject({
      kind: 'api',
      status: 400,
      message: 'API Error: 529 Overloaded',
    })
    expect(error({})).toMatchObject({ status: 529, at: instant(1) })
    expect(error({}, 'Connection error.')).toMatchObject({ status: undefined })
  })

  it.each([
    ['quota', { error: 'rate_limit' }, undefined],
    ['quota', { error: 'billing_error' }, undefined],
    ['signed-out', { error: 'authentication_failed' }, undefined],
    ['signed-out', { apiErrorStatus: 401 }, undefined],
    ['quota', {}, 'Claude AI usage limit reached|1795221114'],
    ['quota', {}, 'Credit balance is too low'],
    ['signed-out', {}, 'Invalid API key · Please run /login'],
    [undefined, { error: 'overloaded', apiErrorStatus: 529 }, undefined],
  ])('blocks by %s with %j %s', (blocks, fields, text) => {
    expect(error(fields, text)?.blocks).toBe(blocks)
  })

  it('of a retry is read from each shape that the record had', () => {
    const shapes = [
      { error: { formatted: '529 Overloaded', status: 529 } },
      { error: { message: 'fetch failed' } },
      { error: { status: 401, error: { error: { message: 'expired' } } } },
      {},
    ]
    expect(readRows(shapes.map((fields) => system(1, 'api_error', fields))).errors).toMatchObject([
      { kind: 'retry', message: '529 Overloaded', status: 529, blocks: undefined },
      { kind: 'retry', message: 'fetch failed', status: undefined },
      { kind: 'retry', message: 'expired', status: 401, blocks: 'signed-out' },
      { kind: 'retry', message: 'API error' },
    ])
  })
})

describe('the context window', () => {
  const windows = (...rows: readonly object[]) =>
    readRows(rows)
      .of('contextWindow')
      .map(([tokens]) => tokens)
  const asked = (second: number, requestedModel: string) => answer(second, {}, { requestedModel })
  const request = (model: string, betas: readonly string[]) => ({
    type: 'api-request',
    timestamp: at(1),
    params: { model, betas },
  })

  it('is stated where the long one is asked for, and taken back with the next model', () => {
    expect(windows(asked(1, 'claude-sonnet-4-6[1m]'), asked(2, 'claude-sonnet-4-6[1m]'))).toEqual([1_000_000])
    expect(windows(asked(1, 'claude-sonnet-4-6[1m]'), asked(2, 'claude-opus-4-5'))).toEqual([
      1_000_000, 200_000,
    ])
    expect(windows(asked(1, 'claude-sonnet-4-6'))).toEqual([])
  })

  it('follows the header of a request where the model has to be asked', () => {
    const long = 'context-1m-2025-08-07'
    expect(windows(request('claude-sonnet-4-5', ['a', long]))).toEqual([1_000_000])
    expect(windows(request('claude-opus-5-5', [long]))).toEqual([])
    expect(windows(request('claude-sonnet-4-5', ['a']))).toEqual([])
  })

  it('is known from the model that the program told the model it is', () => {
    const attachment = { type: 'model', identity: { modelId: 'claude-sonnet-4-6[1m]' } }
    expect(windows({ type: 'attachment', attachment, timestamp: at(1) })).toEqual([1_000_000])
    expect(windows({ type: 'attachment', isSidechain: true, attachment, timestamp: at(1) })).toEqual([])
  })
})

describe('a side question', () => {
  it('counts its answer, and nothing of the conversation that it repeats', () => {
    const rows = [
      user(1, 'a'),
      answer(2, { content: [call('a', 'Bash')] }),
      user(3, [result('a', { is_error: true })]),
      answer(4, {}),
    ]
    const recording = readRows(
      rows.map((row) => ({ ...row, isSidechain: true })),
      { sessionId: 'agent-aside_question-1a2b', subagentOf: SESSION },
    )
    expect(recording.responses.size).toBe(2)
    expect(
      ['prompt', 'toolCall', 'toolResult', 'file'].flatMap((name) =>
        recording.calls.filter(([call]) => call === name),
      ),
    ).toEqual([])
  })
})

describe('a checkpoint', () => {
  it.each([null, {}, [], 'claude-code/1', { format: 'claude-code/1' }, { format: 'codex-1' }])(
    'is refused where it is %j',
    (checkpoint) => {
      expect(() => new ClaudeParser(MAIN, recordingSink().sink, checkpoint)).toThrow('not a checkpoint')
    },
  )

  it('is refused where one part of it is not its own', () => {
    const parser = new ClaudeParser(MAIN, recordingSink().sink, undefined)
    feed(parser, JSON.stringify(answer(1, { content: [call('a', 'Read', { file_path: '/a' })] })))
    const good: unknown = JSON.parse(JSON.stringify(parser.checkpoint()))
    expect(() => new ClaudeParser(MAIN, recordingSink().sink, good)).not.toThrow()
    for (const part of Object.keys(Object(good))) {
      for (const wrong of [undefined, 7, 'x', { a: 1 }, [1]]) {
        expect(
          () => new ClaudeParser(MAIN, recordingSink().sink, { ...Object(good), [part]: wrong }),
        ).toThrow('not a checkpoint')
      }
    }
  })

  it('keeps an open call and a waiting summary', () => {
    const { sink, recording } = recordingSink()
    const rows = [
      { type: 'summary', summary: 'Title', leafUuid: 'uuid-user-3' },
      answer(1, { content: [call('a', 'Read', { file_path: '/a' })] }),
      user(2, [result('a')]),
      user(3, 'next'),
    ]
    let checkpoint: unknown
    for (const row of rows) {
      const parser = new ClaudeParser(MAIN, sink, checkpoint)
      feed(parser, JSON.stringify(row))
      checkpoint = JSON.parse(JSON.stringify(parser.checkpoint()))
    }
    expect(recording.of('file')).toEqual([['/a', 'read']])
    expect(recording.of('title')).toEqual([['assistant', 'Title']])
  })
})
