import { describe, expect, it } from 'vitest'
import { line, readLines, tokenCount, usage, type UsageWords } from './testing/transcripts.ts'

const META = line(0, 'session_meta', { id: 'own', timestamp: '2026-06-01T10:00:00.000Z' })

describe('a file with usage records', () => {
  it('counts them and lets the running totals add nothing', () => {
    const { recording } = readLines([
      META,
      usageRecord(1, 'own', 'resp_1', [100, 50, 10]),
      tokenCount(1, [100, 50, 10], [100, 50, 10]),
      usageRecord(2, 'own', 'resp_2', [200, 60, 20]),
      tokenCount(2, [300, 110, 30], [200, 60, 20]),
    ])
    expect([...recording.responses.keys()]).toEqual(['own/resp_1', 'own/resp_2'])
    expect(recording.sums).toEqual({ uncachedInput: 190, cacheRead: 110, cacheWrite: 0, output: 30 })
  })

  it('counts the rows of an older version before the first of them by their steps', () => {
    const { recording } = readLines([
      META,
      tokenCount(1, [100, 0, 10], [100, 0, 10]),
      tokenCount(2, [300, 0, 30], [200, 0, 20]),
      usageRecord(3, 'own', 'resp_3', [400, 0, 40]),
      tokenCount(3, [700, 0, 70], [400, 0, 40]),
    ])
    expect(recording.responses.size).toBe(3)
    expect(recording.sums.output).toBe(70)
  })

  it('leaves a copied record of another thread to that thread, and the total that repeats it', () => {
    const { recording } = readLines([
      META,
      usageRecord(1, 'parent', 'resp_1', [100, 0, 10]),
      tokenCount(1, [100, 0, 10], [100, 0, 10]),
      tokenCount(2, [300, 0, 30], [200, 0, 20]),
    ])
    expect(recording.sums.output).toBe(20)
  })

  it('tells a response of which two records stand in the file under one key', () => {
    const record = usageRecord(1, 'own', 'resp_1', [100, 0, 10])
    expect(readLines([META, record, record]).recording.sums.output).toBe(10)
  })
})

describe('a running total', () => {
  it('tells no response of nothing', () => {
    const { recording } = readLines([META, tokenCount(1, [0, 0, 0], [0, 0, 0])])
    expect(recording.responses.size).toBe(0)
    expect(recording.of('context')).toEqual([])
  })

  it('gives each step to the model of its turn', () => {
    const { recording } = readLines([
      META,
      tokenCount(1, [100, 0, 10], [100, 0, 10]),
      line(2, 'turn_context', { model: 'gpt-5.5' }),
      tokenCount(3, [300, 0, 30], [200, 0, 20]),
    ])
    expect([...recording.responses.values()].map(({ model }) => model)).toEqual(['unknown', 'gpt-5.5'])
  })
})

describe('the key of a step', () => {
  const steps = [tokenCount(1, [100, 0, 10], [100, 0, 10]), tokenCount(2, [300, 0, 30], [200, 0, 20])]
  const restamped = [tokenCount(51, [100, 0, 10], [100, 0, 10]), tokenCount(51, [300, 0, 30], [200, 0, 20])]
  const turn = line(1, 'turn_context', { turn_id: '019c0000-0000-7000-8000-000000000001' })

  it('is equal in a copy with other times', () => {
    expect(keysOf([META, ...restamped])).toEqual(keysOf([META, ...steps]))
  })

  it('differs between unrelated threads that begin with the same numbers', () => {
    const other = line(0, 'session_meta', { id: 'other' })
    expect(keysOf([META, ...steps])).not.toEqual(keysOf([other, ...steps]))
    expect(new Set([...keysOf([META, ...steps]), ...keysOf([other, ...steps])]).size).toBe(4)
  })

  it('is that of the parent in a fork that names it, and of the grandparent through copied headers', () => {
    const fork = line(0, 'session_meta', { id: 'fork', forked_from_id: 'own' })
    const forkOfFork = line(0, 'session_meta', { id: 'fork of fork', forked_from_id: 'fork' })
    expect(keysOf([fork, ...restamped])).toEqual(keysOf([META, ...steps]))
    expect(keysOf([forkOfFork, fork, META, ...restamped])).toEqual(keysOf([META, ...steps]))
  })

  it('does not trust turn ids that every session counts from zero', () => {
    const numbered = line(1, 'turn_context', { turn_id: '1' })
    const other = line(0, 'session_meta', { id: 'other' })
    expect(keysOf([META, numbered, ...steps])).not.toEqual(keysOf([other, numbered, ...steps]))
  })

  it('needs no family where the turns have ids', () => {
    const stranger = line(0, 'session_meta', { id: 'fork that names no parent' })
    expect(keysOf([stranger, turn, ...restamped])).toEqual(keysOf([META, turn, ...steps]))
  })

  it('differs for two steps with equal numbers after a new start', () => {
    expect(new Set(keysOf([META, turn, ...steps, ...steps])).size).toBe(4)
  })

  it('does not depend on how often a total was written', () => {
    const [first = '', second = ''] = steps
    expect(keysOf([META, first, first, second, second])).toEqual(keysOf([META, first, second]))
  })

  it('is told by its time alone where the file names nothing', () => {
    expect(keysOf(steps)).toEqual(keysOf(steps))
    expect(keysOf(steps)).not.toEqual(keysOf(restamped))
  })
})

function keysOf(lines: readonly string[]): readonly string[] {
  return [...readLines(lines).recording.responses.keys()]
}

function usageRecord(second: number, threadId: string, responseId: string, words: UsageWords): string {
  return line(second, 'token_usage_record', {
    thread_id: threadId,
    turn_id: 'turn',
    session_id: threadId,
    response_id: responseId,
    usage: usage(words),
    turn_token_usage: usage([1, 1, 1]),
  })
}
