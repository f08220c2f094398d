import { describe, expect, it } from 'vitest'
import { listedPrice } from '../pricing/price-of.ts'
import { burnOf, type RecentResponse } from './burn.ts'

const START = Date.UTC(2026, 0, 1)

/** Answers ten minutes apart, whose context is as given. */
function answers(...contexts: readonly (number | null)[]): readonly RecentResponse[] {
  return contexts.map((contextUsed, index) => ({
    at: START + index * 10 * 60_000,
    model: 'claude-opus-5-5',
    counts: { uncachedInput: 900, cacheRead: 0, cacheWrite: 0, output: 100 },
    cacheWrite1h: 0,
    contextUsed,
  }))
}
const after = (minutes: number) => new Date(START + minutes * 60_000)

describe('burn', () => {
  it('is the tokens and the price of an hour at the pace of the last answers', () => {
    const burn = burnOf(
      answers(1000, 2000, 3000, 4000),
      { used: 4000, limit: 10_000 },
      after(31),
      listedPrice,
    )
    expect(burn).toMatchObject({ windowMinutes: 30, tokensPerHour: 8000 })
    expect(burn?.costUsdPerHour).toBeGreaterThan(0)
  })

  it('says when the context will be full', () => {
    const burn = burnOf(
      answers(1000, 2000, 3000, 4000),
      { used: 4000, limit: 10_000 },
      after(31),
      listedPrice,
    )
    expect(burn).toMatchObject({ answersLeft: 6, minutesLeft: 60 })
    expect(burn?.sentence).toContain('6 answers, or 60 minutes')
  })

  it('forecasts from the last compaction on', () => {
    const compacted = answers(8000, 9000, 1000, 2000, 3000)
    expect(burnOf(compacted, { used: 3000, limit: 5000 }, after(41), listedPrice)).toMatchObject({
      answersLeft: 2,
    })
  })

  it('forecasts nothing where the context does not grow, is not known, or too few answers tell it', () => {
    const nothing = { answersLeft: null, minutesLeft: null }
    expect(
      burnOf(answers(3000, 3000, 3000), { used: 3000, limit: 5000 }, after(21), listedPrice),
    ).toMatchObject(nothing)
    expect(
      burnOf(answers(1000, 2000, 3000), { used: 3000, limit: null }, after(21), listedPrice),
    ).toMatchObject(nothing)
    expect(
      burnOf(answers(1000, null, 2000), { used: 2000, limit: 5000 }, after(21), listedPrice),
    ).toMatchObject(nothing)
  })

  it('is not known of one answer, or where the last one is long ago', () => {
    expect(burnOf(answers(1000), { used: 1000, limit: 5000 }, after(1), listedPrice)).toBeNull()
    expect(burnOf(answers(1000, 2000, 3000), { used: 3000, limit: 5000 }, after(51), listedPrice)).toBeNull()
    expect(burnOf([], { used: null, limit: null }, after(0), listedPrice)).toBeNull()
  })

  it('has no price where a model has none', () => {
    const unknown = answers(1000, 2000).map((answer) => ({ ...answer, model: 'nobody-knows' }))
    expect(burnOf(unknown, { used: 2000, limit: 5000 }, after(11), listedPrice)?.costUsdPerHour).toBeNull()
  })

  it('takes two answers of one second for no rate of millions', () => {
    const [first] = answers(1000)
    const burst = first ? [first, { ...first, at: first.at + 1000 }] : []
    expect(burnOf(burst, { used: 1000, limit: 5000 }, after(1), listedPrice)?.tokensPerHour).toBe(24_000)
  })
})
