import { describe, expect, it } from 'vitest'
import { addUpUsage, type UsageRow } from './add-up-usage.ts'

const names = new Map([
  [1, 'sonnet'],
  [2, 'haiku'],
])
const nameOf = (id: number) => names.get(id) ?? ''

function row(values: Partial<UsageRow>): UsageRow {
  return {
    model_id: 1,
    price_band: 0,
    uncached_input: 10,
    cache_read: 100,
    cache_write: 20,
    cache_write_1h: 5,
    output: 7,
    sidechain: 0,
    inherited: 0,
    ...values,
  }
}

describe('adding up the responses of a file', () => {
  it('adds what has one price, by model and price band, in one order', () => {
    const rows = [
      row({}),
      row({ price_band: 1, cache_read: 300_000 }),
      row({ model_id: 2 }),
      row({ output: 3 }),
    ]
    const { sums } = addUpUsage(rows, nameOf)
    expect(sums.map(({ model, responses, largestPrompt }) => [model, responses, largestPrompt])).toEqual([
      ['haiku', 1, 130],
      ['sonnet', 2, 130],
      ['sonnet', 1, 300_030],
    ])
    expect(sums[1]).toMatchObject({
      counts: { uncachedInput: 20, cacheRead: 200, cacheWrite: 40, output: 10 },
      cacheWrite1h: 10,
    })
    expect(addUpUsage(rows.toReversed(), nameOf).sums).toEqual(sums)
  })

  it('leaves copies out of the usage and counts them among the answers', () => {
    const usage = addUpUsage([row({}), row({ inherited: 1 }), row({ sidechain: 1 })], nameOf)
    expect(usage).toMatchObject({ answers: 2, copies: 1, sums: [{ responses: 2 }] })
  })

  it('finds nothing in a file without responses', () => {
    expect(addUpUsage([], nameOf)).toEqual({ sums: [], answers: 0, copies: 0 })
  })
})
