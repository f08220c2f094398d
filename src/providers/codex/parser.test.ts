import { describe, expect, it } from 'vitest'
import { event, item, line, readLines, tokenCount } from './testing/transcripts.ts'

const META = line(0, 'session_meta', {
  id: 'thread',
  timestamp: '2026-06-01T10:00:00.000Z',
  cwd: '/home/dev/app',
})

describe('the parser', () => {
  it('takes a prompt from the items of a file that has no events, once the model reacts', () => {
    const { recording } = readLines([
      META,
      item(1, 'message', { role: 'user', content: [{ type: 'input_text', text: '<environment_context>…' }] }),
      item(2, 'message', { role: 'user', content: [{ type: 'input_text', text: 'Add rate limiting' }] }),
      item(3, 'message', { role: 'assistant', content: [{ type: 'output_text', text: 'Done' }] }),
    ])
    expect(recording.of('prompt')).toEqual([['Add rate limiting', Date.parse('2026-06-01T10:00:02.000Z')]])
  })

  it('never tells a prompt twice that stands as item and as event', () => {
    const { recording } = readLines([
      META,
      item(1, 'message', { role: 'user', content: [{ type: 'input_text', text: 'fix it' }] }),
      event(1, 'user_message', { message: 'fix it', kind: 'plain' }),
      event(2, 'agent_message', { message: 'fixed' }),
    ])
    expect(recording.of('prompt')).toHaveLength(1)
  })

  it('keeps a running tool running when the person steers the turn', () => {
    const { recording } = readLines([
      META,
      event(1, 'task_started', { turn_id: 'turn' }),
      event(1, 'user_message', { message: 'build it' }),
      item(2, 'function_call', { name: 'exec_command', arguments: '{}', call_id: 'call_1' }),
      event(3, 'user_message', { message: 'with tests' }),
    ])
    expect(recording.lastPhase).toBe('tool-running')
    expect(recording.of('prompt')).toHaveLength(2)
  })

  it('says that nothing moves before the limit resets, when a turn fails with the limit used up', () => {
    const spent = { primary: { used_percent: 100.0, window_minutes: 300 }, secondary: { used_percent: 40 } }
    const { recording } = readLines([
      META,
      event(1, 'token_count', { info: null, rate_limits: spent }),
      event(2, 'error', { message: 'stream disconnected before completion', codex_error_info: 'other' }),
    ])
    expect(recording.errors).toMatchObject([{ blocks: 'quota' }])
  })

  it('tells an error event and the end of its turn as one error', () => {
    const failure = { message: 'unexpected status 401 Unauthorized: bad key', codex_error_info: 'other' }
    const { recording } = readLines([
      META,
      event(1, 'task_started', { turn_id: 'turn' }),
      event(2, 'error', failure),
      event(2, 'task_complete', { turn_id: 'turn', error: failure }),
    ])
    expect(recording.errors).toMatchObject([{ kind: 'api', status: 401, blocks: 'signed-out' }])
    expect(recording.lastPhase).toBe('failed')
  })

  it('stays failed when the end of the turn does not repeat the error', () => {
    const { recording } = readLines([
      META,
      event(1, 'task_started', { turn_id: 'turn' }),
      event(2, 'error', { message: 'no', codex_error_info: 'usage_limit_exceeded' }),
      event(2, 'task_complete', { turn_id: 'turn' }),
    ])
    expect(recording.errors).toMatchObject([{ blocks: 'quota' }])
    expect(recording.lastPhase).toBe('failed')
  })

  it('calls a compaction in the middle of a turn automatic, and tells each once', () => {
    const { recording } = readLines([
      META,
      event(1, 'task_started', { turn_id: 'turn' }),
      event(1, 'user_message', { message: 'go on' }),
      line(2, 'compacted', { message: 'summary' }),
      event(2, 'context_compacted'),
      line(3, 'compacted', { message: 'summary' }),
      event(3, 'context_compacted'),
    ])
    expect(recording.of('compaction').map(([, trigger]) => trigger)).toEqual(['auto', 'auto'])
  })

  it('writes down the files of a patch whose result no event tells, if it succeeded', () => {
    const patch =
      '*** Begin Patch\n*** Update File: src/a.ts\n@@\n-*** Add File: no.ts\n*** Move to: src/b.ts\n*** End Patch'
    const shell = JSON.stringify({ command: ['bash', '-lc', `apply_patch <<'EOF'\n${patch}\nEOF`] })
    const { recording } = readLines([
      META,
      item(1, 'custom_tool_call', { call_id: 'call_1', name: 'apply_patch', input: patch }),
      item(2, 'custom_tool_call_output', {
        call_id: 'call_1',
        output: '{"output":"no","metadata":{"exit_code":1}}',
      }),
      item(3, 'function_call', { name: 'shell', arguments: shell, call_id: 'call_2' }),
      item(4, 'function_call_output', {
        call_id: 'call_2',
        output: 'Exit code: 0\nWall time: 1 seconds\nOutput:\n',
      }),
    ])
    expect(recording.of('toolResult').map(([, outcome]) => outcome)).toEqual(['error', 'ok'])
    expect(recording.of('file')).toEqual([
      ['/home/dev/app/src/a.ts', 'write'],
      ['/home/dev/app/src/b.ts', 'write'],
    ])
  })

  it('reads the legacy events of commands and patches', () => {
    const { recording } = readLines([
      META,
      item(1, 'function_call', { name: 'shell', arguments: '{}', call_id: 'call_1' }),
      event(2, 'exec_command_end', {
        call_id: 'call_1',
        exit_code: 2,
        parsed_cmd: [{ type: 'read', cmd: 'cat a.txt', name: 'a.txt', path: 'a.txt' }],
      }),
      item(2, 'function_call_output', { call_id: 'call_1', output: 'Exit code: 2\nWall time: 0 seconds\n' }),
      item(3, 'custom_tool_call', { call_id: 'call_2', name: 'apply_patch', input: '*** Begin Patch' }),
      event(4, 'patch_apply_end', {
        call_id: 'call_2',
        success: true,
        changes: { '/home/dev/app/b.txt': { add: {} } },
      }),
      item(4, 'custom_tool_call_output', { call_id: 'call_2', output: 'Success.' }),
    ])
    expect(recording.of('toolResult').map(([id, outcome]) => [id, outcome])).toEqual([
      ['call_1', 'error'],
      ['call_2', 'ok'],
    ])
    expect(recording.of('file')).toEqual([
      ['/home/dev/app/a.txt', 'read'],
      ['/home/dev/app/b.txt', 'write'],
    ])
  })

  it('counts a search that OpenAI runs as a call of its own', () => {
    const { recording } = readLines([
      META,
      event(1, 'web_search_end', { call_id: 'ws_1', query: 'sqlite wal' }),
    ])
    expect(recording.of('toolCall')).toMatchObject([['ws_1', 'web_search', expect.any(Number)]])
    expect(recording.of('toolResult')).toMatchObject([['ws_1', 'ok', expect.any(Number)]])
  })

  it('counts a command without a call of its own once, however late the rest comes in', () => {
    const { recording } = readLines([
      META,
      finished(1, {
        type: 'CommandExecution',
        id: 'nested_1',
        source: 'agent',
        status: 'failed',
        exit_code: 1,
      }),
      item(2, 'function_call', { name: 'exec_command', arguments: '{}', call_id: 'call_1' }),
      item(3, 'function_call_output', { call_id: 'call_1', output: 'Process running with session ID 7' }),
      finished(9, {
        type: 'CommandExecution',
        id: 'call_1',
        source: 'unified_exec_startup',
        status: 'failed',
      }),
      finished(9, { type: 'CommandExecution', id: 'shell_1', source: 'user_shell', status: 'completed' }),
    ])
    expect(recording.of('toolCall').map(([id]) => id)).toEqual(['nested_1', 'call_1'])
    expect(recording.of('toolResult').map(([id, outcome]) => [id, outcome])).toEqual([
      ['nested_1', 'error'],
      ['call_1', 'ok'],
    ])
  })

  it('forgets a used-up limit when its time has come', () => {
    const resetsAt = Date.parse('2026-06-01T10:00:10.000Z') / 1000
    const spent = { primary: { used_percent: 100, window_minutes: 300, resets_at: resetsAt } }
    const { recording } = readLines([
      META,
      event(1, 'token_count', { info: null, rate_limits: spent }),
      event(9, 'error', { message: 'stream disconnected', codex_error_info: 'other' }),
      event(11, 'error', { message: 'stream disconnected again', codex_error_info: 'other' }),
    ])
    expect(recording.errors.map(({ blocks }) => blocks)).toEqual(['quota', undefined])
  })

  it('takes the name that a person gave a thread', () => {
    const { recording } = readLines([META, event(1, 'thread_name_updated', { thread_name: 'Rate limits' })])
    expect(recording.of('title')).toEqual([['person', 'Rate limits']])
  })

  it('separates what it does not know from what is broken and from what does not count', () => {
    const { outcomes } = readLines([
      META,
      event(1, 'invented_event'),
      line(1, 'invented_record', {}),
      event(1, 'token_count', { info: null }),
      '{"timestamp":"2026-06-01T10:00:01.000Z","type":"event_msg","payload":{"type":"token_count","info":{"total_tok',
      'not JSON',
      '[]',
      '',
    ])
    expect(outcomes).toEqual([
      'used',
      'unknown',
      'unknown',
      'ignored',
      'malformed',
      'malformed',
      'malformed',
      'ignored',
    ])
  })

  it('reads the whole records of a line that a killed program left open', () => {
    const cut = event(1, 'agent_message', { message: 'half of' }).slice(0, -9)
    const whole = [tokenCount(2, [100, 0, 10], [100, 0, 10]), tokenCount(3, [300, 0, 30], [200, 0, 20])]
    const broken = readLines([META, cut.replace('agent_message', 'user_message') + whole.join('')])
    expect(broken.outcomes).toEqual(['used', 'malformed'])
    expect(broken.recording.sums.output).toBe(30)
    const glued = readLines([META, event(1, 'user_message', { message: 'go' }) + whole[1]])
    expect(glued.outcomes).toEqual(['used', 'used'])
    const counts = readLines([META, whole.join('')])
    expect(counts.outcomes).toEqual(['used', 'used'])
    expect(counts.recording.sums.output).toBe(30)
  })

  it('calls a record malformed whose beginning and end are whole and whose middle is not', () => {
    const call = item(1, 'function_call', {
      name: 'exec_command',
      arguments: '{"cmd":"ls"}',
      call_id: 'call_1',
    })
    const { recording, outcomes } = readLines([META, call.replace('"arguments":', '"arguments":"torn')])
    expect(outcomes).toEqual(['used', 'malformed'])
    expect(recording.of('toolCall')).toEqual([])
  })

  it('reads the words of a prompt whose pictures are too large to parse', () => {
    const images = [`data:image/png;base64,${'A'.repeat(9 * 1024 * 1024)}`]
    const { recording, outcomes } = readLines([
      META,
      event(1, 'user_message', { message: 'see "this"', images }),
    ])
    expect(outcomes).toEqual(['used', 'used'])
    expect(recording.of('prompt').map(([text]) => text)).toEqual(['see "this"'])
  })

  it('ignores a line feed that Windows wrote in two characters', () => {
    const { recording, outcomes } = readLines([`${META}\r`, `${tokenCount(1, [100, 0, 10], [100, 0, 10])}\r`])
    expect(outcomes).toEqual(['used', 'used'])
    expect(recording.sums.output).toBe(10)
  })
})

function finished(second: number, fields: object): string {
  return event(second, 'item_completed', { thread_id: 'thread', turn_id: 'turn', item: fields })
}
