import { describe, expect, it } from 'vitest'
import type { ModelResponse } from '../../shared/domain/transcript.ts'
import { answer, header, phases, prompt, readLines, SESSION, time, tokens } from './testing/chats.ts'

const UUID = '106ecc38-bafe-434e-a415-2881857d414f'

function call(id: string, status: string, fields: object = {}): object {
  return { id, name: 'write_file', args: { file_path: 'a.txt' }, status, timestamp: time(9), ...fields }
}

function toolsOf(...toolCalls: readonly object[]): object {
  return { toolCalls }
}

describe('an answer', () => {
  it('is one response, however often it is written', () => {
    const first = answer(1, UUID, 'Done', { tokens: tokens(5006, 3006, 206, 106, 7) })
    const { recording } = readLines([header(), first, first, { $set: { messages: [first] } }])
    expect([...recording.responses.values()]).toEqual([
      {
        key: UUID,
        model: 'gemini-3.8-flash',
        at: Date.parse(time(1)),
        counts: { uncachedInput: 2007, cacheRead: 3006, cacheWrite: 0, output: 312 },
        cacheWrite1h: 0,
        reasoning: 106,
        contextUsed: 5006,
        sidechain: false,
      },
    ])
  })

  it('counts though it stands in a list of messages alone', () => {
    const messages = [answer(1, UUID, 'Done', { tokens: tokens(100, 0, 10) })]
    expect(readLines([header(), { $set: { messages } }]).recording.sums.output).toBe(10)
  })

  it('still counts when it was rewound', () => {
    const lines = [header(), prompt(1, 'u', 'hi'), answer(2, UUID, 'Done', { tokens: tokens(100, 0, 10) })]
    const { recording } = readLines([...lines, { $rewindTo: 'u' }])
    expect(recording.sums.output).toBe(10)
    expect(recording.lastPhase).toBe('done')
  })

  it('has a key of its session where its id is none that nothing else has', () => {
    const { recording } = readLines([header(), answer(1, 'g1', 'Done', { tokens: tokens(100, 0, 10) })])
    expect([...recording.responses.keys()]).toEqual([`${SESSION}/g1`])
  })

  it('belongs to a context of its own in the chat of a sub-agent', () => {
    const lines = [
      header({ directories: ['/home/dev/app'] }),
      answer(1, UUID, 'Done', { tokens: tokens(1, 0, 1) }),
    ]
    const { recording } = readLines(lines, { sessionId: 'sub', subagentOf: SESSION })
    const [told] = recording.of('response')[0] as [ModelResponse]
    expect(told.sidechain).toBe(true)
    expect(recording.of('workingDirectory')).toEqual([['/home/dev/app']])
  })
})

describe('a turn', () => {
  it('ends with an answer and goes on when its tools turn out to have run', () => {
    const lines = [
      header(),
      prompt(1, 'u', 'hi'),
      answer(2, UUID, 'I will look.'),
      answer(2, UUID, 'I will look.', toolsOf(call('c', 'success'))),
    ]
    expect(phases(readLines(lines).recording)).toBe('model-working done model-working')
  })

  it('runs a tool while an answer says nothing', () => {
    const { recording } = readLines([header(), prompt(1, 'u', 'hi'), answer(2, UUID, '')])
    expect(recording.lastPhase).toBe('tool-running')
  })

  it('is over when every tool was refused', () => {
    const refused = answer(2, UUID, '', toolsOf(call('c', 'cancelled')))
    const { recording } = readLines([header(), prompt(1, 'u', 'hi'), refused])
    expect(recording.of('toolResult').map(([, outcome]) => outcome)).toEqual(['rejected'])
    expect(recording.lastPhase).toBe('interrupted')
  })

  it('tells each tool once, and its end when it has one', () => {
    const lines = [
      header({ directories: ['/home/dev/app'] }),
      answer(2, UUID, '', toolsOf(call('c', 'executing'))),
      answer(2, UUID, '', toolsOf(call('c', 'success'), call('d', 'error'))),
      answer(2, UUID, '', toolsOf(call('c', 'success'), call('d', 'error'))),
    ]
    const { recording } = readLines(lines)
    expect(recording.of('toolCall').map(([id]) => id)).toEqual(['c', 'd'])
    expect(recording.of('toolResult').map((told) => told.slice(0, 2).join(' '))).toEqual(['c ok', 'd error'])
    expect(recording.of('file')).toEqual([['/home/dev/app/a.txt', 'write']])
  })

  it('fails when its prompt is taken back, and not when a list of messages still has it', () => {
    const asked = prompt(1, 'u', 'hi')
    const kept = readLines([header(), asked, { $set: { messages: [asked], lastUpdated: time(2) } }])
    expect(kept.recording.lastPhase).toBe('model-working')
    const withdrawn = readLines([header(), asked, { $set: { messages: [], lastUpdated: time(2) } }])
    expect(withdrawn.recording.lastPhase).toBe('failed')
  })
})

describe('a prompt', () => {
  it('is told in the words that the person saw', () => {
    const lines = [
      { ...prompt(1, 'a', 'read @notes\n--- content ---'), displayContent: [{ text: 'read @notes' }] },
      { ...prompt(2, 'b', ''), content: 'plain words' },
    ]
    const { recording } = readLines([header(), ...lines])
    expect(recording.of('prompt').map(([text]) => text)).toEqual(['read @notes', 'plain words'])
  })

  it('is neither the result of a tool nor what the program tells the model', () => {
    const context =
      '<session_context>\n- **Workspace Directories:**\n  - C:\\app\n  - D:\\other\n</session_context>'
    const result = { ...prompt(2, 'b', ''), content: [{ functionResponse: { id: 'c', response: {} } }] }
    const { recording } = readLines([header(), prompt(1, 'a', context), result])
    expect(recording.of('prompt')).toEqual([])
    expect(recording.of('workingDirectory')).toEqual([['C:\\app']])
  })
})

describe('a compaction', () => {
  const summary = prompt(3, 's', 'what was said')
  const acknowledged = answer(3, 'k', 'Got it. Thanks for the additional context!')

  it('is told once, though its words stay in the list of messages', () => {
    const lists = [1, 2].map((more) => ({
      $set: { messages: [summary, acknowledged, prompt(3 + more, 'x', 'y')] },
    }))
    const { recording } = readLines([header(), prompt(1, 'u', 'hi'), answer(2, UUID, 'Done'), ...lists])
    expect(recording.of('compaction')).toEqual([[Date.parse(time(3)), undefined]])
    expect(recording.lastPhase).toBe('done')
  })
})

describe('a line', () => {
  it('that lost its line feed is read in pieces', () => {
    const glued = [header(), prompt(1, 'u', 'hi {"a":1}')].map((record) => JSON.stringify(record)).join('')
    const { recording, outcomes } = readLines([glued])
    expect(outcomes).toEqual(['used'])
    expect(recording.of('prompt').map(([text]) => text)).toEqual(['hi {"a":1}'])
  })

  it('that is broken or of a new kind is said to be so', () => {
    const lines = [
      '',
      '[]',
      '{"id":"a"}',
      '{"$set":1}',
      '{"sessionId":7}',
      { $new: 1 },
      { ...prompt(1, 'n', ''), type: 'new' },
    ]
    const { outcomes } = readLines(lines)
    expect(outcomes).toEqual([
      'malformed',
      'malformed',
      'malformed',
      'malformed',
      'malformed',
      'unknown',
      'unknown',
    ])
  })

  it('names the session and its title', () => {
    const { recording } = readLines([header(), { $set: { summary: 'Fix the bug' } }])
    expect(recording.of('session')).toEqual([[SESSION]])
    expect(recording.of('born')).toEqual([[Date.parse(time(0))]])
    expect(recording.of('title')).toEqual([['assistant', 'Fix the bug']])
  })
})
