import { describe, expect, it } from 'vitest'
import { recordingSink } from '../testing/recording-sink.ts'
import { ClaudeParser } from './parser.ts'
import { answer, at, call, instant, result, system, usage, user } from './testing/rows.ts'
import { feed, MAIN, readLines, readRows, SESSION } from './testing/transcripts.ts'
import { LONGEST_TEXT, sharedScanner } from '../json-scan/json-scanner.ts'

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
    const huge = 'x"y\\'.repeat(1_000_000)
    const recording = readRows([
      answer(1, { content: [call('toolu_1', 'Write', { content: huge, file_path: '/a' })] }),
      user(2, [result('toolu_1', { content: huge })], { toolUseResult: { type: 'create', content: huge } }),
      user(3, huge),
    ])
    expect(recording.sums.output).toBe(40)
    expect(recording.of('file')).toEqual([['/a', 'write']])
    expect(String(recording.of('prompt')[0]?.[0]).length).toBeLessThan(70_000)
  })

  it('is ignored where it is longer than a line that is ever handed over', () => {
    const { sink, recording } = recordingSink()
    const parser = new ClaudeParser(MAIN, sink, undefined, sharedScanner())
    const line = Buffer.from(
      JSON.stringify(answer(1, { content: [{ type: 'text', text: 'x'.repeat(LONGEST_TEXT) }] })),
    )
    expect(parser.line(line, 0, line.length)).toBe('ignored')
    expect(recording.calls).toEqual([])
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
      expect(() => new ClaudeParser(MAIN, recordingSink().sink, checkpoint, sharedScanner())).toThrow(
        'not a checkpoint',
      )
    },
  )

  it('is refused where one part of it is not its own', () => {
    const parser = new ClaudeParser(MAIN, recordingSink().sink, undefined, sharedScanner())
    feed(parser, JSON.stringify(answer(1, { content: [call('a', 'Read', { file_path: '/a' })] })))
    const good: unknown = JSON.parse(JSON.stringify(parser.checkpoint()))
    expect(() => new ClaudeParser(MAIN, recordingSink().sink, good, sharedScanner())).not.toThrow()
    for (const part of Object.keys(Object(good))) {
      for (const wrong of [undefined, 7, null]) {
        expect(
          () =>
            new ClaudeParser(MAIN, recordingSink().sink, { ...Object(good), [part]: wrong }, sharedScanner()),
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
      const parser = new ClaudeParser(MAIN, sink, checkpoint, sharedScanner())
      feed(parser, JSON.stringify(row))
      checkpoint = JSON.parse(JSON.stringify(parser.checkpoint()))
    }
    expect(recording.of('file')).toEqual([['/a', 'read']])
    expect(recording.of('title')).toEqual([['assistant', 'Title']])
  })
})
