import { describe, expect, it } from 'vitest'
import { answer, at } from './testing/rows.ts'
import { readRows } from './testing/transcripts.ts'

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
