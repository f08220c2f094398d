import { describe, expect, it } from 'vitest'
import { addUpUsage } from './add-up-usage.ts'
import type { StoredResponse } from './response-codec.ts'

function row(values: Partial<StoredResponse>): StoredResponse {
  return {
    key: 1,
    model: 'sonnet',
    at: 1,
    counts: { uncachedInput: 10, cacheRead: 100, cacheWrite: 20, output: 7 },
    cacheWrite1h: 5,
    reasoning: 0,
    contextUsed: undefined,
    sidechain: false,
    inherited: false,
    ...values,
  }
}

describe('adding up the responses of a file', () => {
  it('adds what has one price, by model and price band, in one order', () => {
    const rows = [
      row({}),
      row({ counts: { ...row({}).counts, cacheRead: 300_000 } }),
      row({ model: 'haiku' }),
      row({ counts: { ...row({}).counts, output: 3 } }),
    ]
    const { sums } = addUpUsage(rows)
    expect(sums.map(({ model, responses, largestPrompt }) => [model, responses, largestPrompt])).toEqual([
      ['haiku', 1, 130],
      ['sonnet', 2, 130],
      ['sonnet', 1, 300_030],
    ])
    expect(sums[1]).toMatchObject({
      counts: { uncachedInput: 20, cacheRead: 200, cacheWrite: 40, output: 10 },
      cacheWrite1h: 10,
    })
    expect(addUpUsage(rows.toReversed()).sums).toEqual(sums)
  })

  it('leaves copies out of the usage and counts them among the answers', () => {
    const usage = addUpUsage([row({}), row({ inherited: true }), row({ sidechain: true })])
    expect(usage).toMatchObject({ answers: 2, copies: 1, sums: [{ responses: 2 }] })
  })

  it('finds nothing in a file without responses', () => {
    expect(addUpUsage([])).toEqual({ sums: [], answers: 0, copies: 0 })
  })
})
