import { describe, expect, it } from 'vitest'
import { answer, failure, message, phases, readLines, row, second, toolCall } from './testing/transcripts.ts'

const PARENT = '01a1fb92-5fba-7460-9e4c-c08e6adfd3bb'
const HEADER = row(0, 'session', { version: 3, id: 'session', cwd: '/home/dev/app' })
const USAGE = [100, 50, 10] as const

describe('a turn', () => {
  it('runs tools until the last one has answered', () => {
    const calls = [toolCall('a', 'read', { path: 'a.ts' }), toolCall('b', 'edit', { path: '/b.ts' })]
    const { recording } = readLines([
      HEADER,
      message(1, { role: 'user', content: 'go' }),
      answer(2, USAGE, { content: calls, stopReason: 'toolUse' }),
      message(3, { role: 'toolResult', toolCallId: 'a', isError: false }),
      message(4, { role: 'toolResult', toolCallId: 'b', isError: true }),
      answer(5, USAGE),
    ])
    expect(recording.of('phase')).toEqual([
      ['model-working', second(1)],
      ['tool-running', second(2)],
      ['model-working', second(4)],
      ['done', second(5)],
    ])
    expect(recording.of('toolResult').map(([id, outcome]) => [id, outcome])).toEqual([
      ['a', 'ok'],
      ['b', 'error'],
    ])
    expect(recording.of('file')).toEqual([['/home/dev/app/a.ts', 'read']])
  })

  it('ends interrupted where the person stopped it, and counts what was used until then', () => {
    const { recording } = readLines([HEADER, answer(1, USAGE, { stopReason: 'aborted' })])
    expect(recording.of('interruption')).toEqual([[second(1)]])
    expect(recording.lastPhase).toBe('interrupted')
    expect(recording.sums.output).toBe(10)
  })

  it('is done with its answer, though a tool’s result was lost', () => {
    const call = { content: [toolCall('a', 'read')], stopReason: 'toolUse' }
    const { recording } = readLines([HEADER, answer(1, USAGE, call), 'x', answer(2, USAGE)])
    expect(phases(recording)).toBe('tool-running done')
  })

  it('is not begun by a command of the person, or by what an extension says', () => {
    const { recording, outcomes } = readLines([
      HEADER,
      message(1, { role: 'bashExecution', command: 'ls' }),
      message(2, { role: 'custom', content: 'x' }),
    ])
    expect(recording.of('phase')).toEqual([])
    expect(outcomes).toEqual(['used', 'ignored', 'ignored'])
  })
})

describe('failures', () => {
  it('are tried again three times where they may pass, and then are for good', () => {
    const { recording } = readLines([
      HEADER,
      message(1, { role: 'user', content: [{ type: 'text', text: 'go' }] }),
      ...[2, 3, 4, 5].map((at) => failure(at, '529 overloaded_error')),
    ])
    expect(recording.errors.map(({ kind }) => kind)).toEqual(['retry', 'retry', 'retry', 'api'])
    expect(phases(recording)).toBe('model-working failed')
  })

  it('are counted anew after an answer', () => {
    const lines = [2, 3, 4].map((at) => failure(at, 'fetch failed'))
    const { recording } = readLines([HEADER, ...lines, answer(5, USAGE), failure(6, 'socket hang up')])
    expect(recording.errors.map(({ kind }) => kind)).toEqual(['retry', 'retry', 'retry', 'retry'])
  })

  it.each([
    ['429 insufficient_quota', 429, 'quota'],
    ['Your credit balance is too low', undefined, 'quota'],
    ['401 {"error":"invalid x-api-key"}', 401, 'signed-out'],
    ['No API key for provider: openai', undefined, 'signed-out'],
    ['400 prompt is too long: 250000 tokens > 200000 maximum', 400, undefined],
  ])('say by %j what blocks them', (text, status, blocks) => {
    const { recording } = readLines([HEADER, failure(1, text)])
    expect(recording.errors.map((error) => [error.message, error.status, error.blocks])).toEqual([
      [text, status, blocks],
    ])
  })
})

describe('a fork', () => {
  const copied = [
    message(1, { role: 'user', content: 'go' }),
    answer(2, USAGE, { content: [toolCall('a', 'read')], stopReason: 'toolUse' }),
    failure(3, '400 no'),
    row(4, 'compaction', { summary: 'x' }),
  ]
  const header = row(9, 'session', {
    id: 'fork',
    cwd: '/home/dev/app',
    parentSession: `/home/dev/.pi/agent/sessions/--x--/2026-11-21T00-47-16-411Z_${PARENT}.jsonl`,
  })
  const { recording } = readLines([header, ...copied, message(10, { role: 'user', content: 'on' })])

  it('names the session that it began as a copy of, and its own birth', () => {
    expect(recording.of('forkedFrom')).toEqual([[PARENT]])
    expect(recording.of('born')).toEqual([[second(9)]])
  })

  it('tells again what was billed, under the same key, and nothing else', () => {
    const parent = readLines([HEADER, ...copied]).recording
    expect([...recording.responses.keys()]).toEqual([...parent.responses.keys()])
    expect(recording.of('prompt').map(([text]) => text)).toEqual(['on'])
    expect(recording.errors).toEqual([])
    expect(recording.of('toolCall')).toEqual([])
    expect(recording.of('compaction')).toEqual([])
  })
})

describe('the sums of a fork', () => {
  it.each([
    ['go on from its parent’s, where that is named', `/s/2026-11-21T00-47-16-411Z_${PARENT}.jsonl`, [10, 20]],
    ['are its own, where the parent has no name', '/home/dev/renamed.jsonl', [10]],
  ])('%s', (_case, parentSession, outputs) => {
    const header = row(9, 'session', { id: 'fork', parentSession })
    const { recording } = readLines([header, answer(1, USAGE), answer(10, USAGE)])
    expect(recording.reportedTotals.map(({ counts }) => counts.output)).toEqual(outputs)
  })
})

describe('lines', () => {
  it('tell the name that the person gave', () => {
    const { recording } = readLines([HEADER, row(1, 'session_info', { name: 'Refactor' })])
    expect(recording.of('title')).toEqual([['person', 'Refactor']])
  })

  it('have one of four outcomes', () => {
    const { outcomes } = readLines([
      HEADER,
      row(1, 'label', { label: 'x' }),
      row(2, 'brand_new'),
      message(3, { role: 'brand_new' }),
      message(4, { role: 'assistant' }),
      '{"no":"type"}',
      'not json',
      '',
    ])
    expect(outcomes).toEqual([
      'used',
      'ignored',
      'unknown',
      'unknown',
      'malformed',
      'malformed',
      'malformed',
      'ignored',
    ])
  })

  it('are read from the first version, which had neither ids nor a header with one', () => {
    const { recording, outcomes } = readLines([
      answer(1, USAGE, { responseId: undefined }),
      answer(2, USAGE, { responseId: undefined }),
    ])
    expect(outcomes).toEqual(['used', 'used'])
    expect(recording.responses.size).toBe(2)
  })
})
