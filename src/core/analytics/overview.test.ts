import { afterEach, describe, expect, it } from 'vitest'
import { listedPrice } from '../pricing/price-of.ts'
import { QUARTER_MS, type QuarterUsage } from '../store/usage-queries.ts'
import { composeOverview, midnights } from './overview.ts'
import { sumUsage } from './usage-sum.ts'

const zone = process.env['TZ']
afterEach(() => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

function usage(at: Date, tokens: number, model = 'nobody-knows-it'): QuarterUsage {
  return {
    quarter: Math.floor(at.getTime() / QUARTER_MS),
    provider: 'codex',
    model,
    responses: 1,
    uncachedInput: tokens,
    cacheRead: 0,
    cacheWrite: 0,
    cacheWrite1h: 0,
    output: 0,
    largestPrompt: tokens,
  }
}

describe('days of the calendar', () => {
  it('begin at local midnight, also where a day has 23 hours', () => {
    process.env['TZ'] = 'Europe/Berlin'
    const starts = midnights(new Date('2026-03-30T10:00:00Z'), 3).map((date) => date.toISOString())
    expect(starts).toEqual([
      '2026-03-27T23:00:00.000Z',
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ])
  })

  it('get what was used within them, across a zone whose hours begin at the half', () => {
    process.env['TZ'] = 'Asia/Kolkata'
    const now = new Date('2026-06-02T10:00:00Z')
    const days = midnights(now, 2)
    const quarters = [
      usage(new Date('2026-06-01T18:29:59Z'), 1),
      usage(new Date('2026-06-01T18:30:00Z'), 10),
      usage(new Date('2026-06-02T09:59:00Z'), 100),
    ]
    const overview = composeOverview({
      now,
      days,
      sessions: [],
      quarters,
      bySession: [],
      quotaHits: [],
      priceOf: listedPrice,
    })
    expect(overview.days.map((day) => day.usage.tokens)).toEqual([1, 110])
    expect(overview.today.tokens).toBe(110)
    expect(overview.lastHour.tokens).toBe(100)
    expect(overview.hours.reduce((sum, hour) => sum + hour.usage.tokens, 0)).toBe(111)
  })
})

describe('a sum of usage', () => {
  it('says how many tokens its cost leaves out', () => {
    const at = new Date(0)
    const sum = sumUsage([usage(at, 1_000_000, 'gpt-5.5'), usage(at, 7)], listedPrice)
    expect(sum.costUsd).toBeGreaterThan(0)
    expect(sum).toMatchObject({ tokens: 1_000_007, unpricedTokens: 7 })
  })
})
