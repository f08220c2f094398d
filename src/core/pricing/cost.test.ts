import { describe, expect, it } from 'vitest'
import type { TokenCounts } from '../../shared/domain/tokens.ts'
import { NO_TOKENS } from '../../shared/domain/tokens.ts'
import { costOf, costOfModel, type PricedUsage, promptBand } from './cost.ts'

function usage(model: string, counts: Partial<TokenCounts>, more: Partial<PricedUsage> = {}): PricedUsage {
  return { model, counts: { ...NO_TOKENS, ...counts }, cacheWrite1h: 0, ...more }
}

/** The responses of one Claude Code 2.1.329 session (it was resumed and compacted, and had a sub-agent), numbered 1 to 8. */
function response(n: number): PricedUsage {
  const counts = { uncachedInput: 10 + n, output: 50 + n, cacheRead: 20_000 + n, cacheWrite: 1_000 + n }
  return usage('claude-opus-5-5', counts, { cacheWrite1h: 600 })
}

describe('the cost of a session', () => {
  it('is what Claude Code itself computed, for a run with two tool calls', () => {
    const counts = { uncachedInput: 25, output: 105, cacheRead: 40_005, cacheWrite: 2_005 }
    const cost = costOf([usage('claude-opus-5-5', counts, { cacheWrite1h: 1_200 })])
    expect(cost.source).toBe('estimated')
    expect(cost.value).toBeCloseTo(0.023826, 9)
  })

  it('is what Claude Code itself computed, response by response, before and after it was resumed', () => {
    expect(costOf([1, 2, 3, 4].map(response)).value).toBeCloseTo(0.047652, 9)
    expect(costOf([1, 2, 3, 4, 5, 6, 7, 8].map(response)).value).toBeCloseTo(0.0957712, 9)
  })

  it('adds models up, each by its own price', () => {
    const cost = costOf([
      usage('claude-opus-5-5', { output: 1_000_000 }),
      usage('gpt-5.1-codex', { uncachedInput: 1_000_000, cacheRead: 1_000_000 }),
    ])
    expect(cost.value).toBeCloseTo(20 + 1.25 + 0.125, 9)
  })

  it('is unknown as soon as one model has no known price', () => {
    const known = usage('claude-opus-5-5', { output: 1_000 })
    expect(costOf([known, usage('secret-model', { output: 1 })])).toEqual({ value: null, source: 'unknown' })
  })

  it('does not depend on models that used nothing', () => {
    const known = usage('claude-opus-5-5', { output: 1_000_000 })
    expect(costOf([known, usage('<synthetic>', {})])).toEqual({ value: 20, source: 'estimated' })
    expect(costOf([])).toEqual({ value: 0, source: 'estimated' })
  })
})

describe('the cost of one model', () => {
  it('is unknown without a price, and nothing for nothing', () => {
    expect(costOfModel(usage('secret-model', { output: 1 }))).toBeNull()
    expect(costOfModel(usage('secret-model', {}))).toBe(0)
  })

  it('takes the higher rates for the whole of a long prompt', () => {
    const counts = { uncachedInput: 100_000, cacheRead: 1, output: 1_000_000 }
    const model = 'claude-haiku-5-5'
    expect(costOfModel(usage(model, counts, { largestPrompt: 100_000 }))).toBeCloseTo(0.01 + 0.5, 6)
    expect(costOfModel(usage(model, counts, { largestPrompt: 100_001 }))).toBeCloseTo(0.05 + 2.5, 6)
    expect(costOfModel(usage(model, counts))).toBeCloseTo(0.51, 6)
  })

  it('prices what is kept for an hour apart, and never more of it than was written', () => {
    const model = 'claude-opus-5-5'
    expect(costOfModel(usage(model, { cacheWrite: 1_000_000 }))).toBe(5)
    expect(costOfModel(usage(model, { cacheWrite: 1_000_000 }, { cacheWrite1h: 1_000_000 }))).toBe(8)
    expect(costOfModel(usage(model, { cacheWrite: 1_000_000 }, { cacheWrite1h: 2_000_000 }))).toBe(8)
  })

  it('charges cached input as input where the vendor has no price for it', () => {
    expect(costOfModel(usage('gpt-5-pro', { cacheRead: 1_000_000 }))).toBe(15)
  })
})

describe('bands of prompts', () => {
  it('part exactly where the price of some model changes', () => {
    expect(promptBand(0)).toBe(0)
    expect(promptBand(100_000)).toBe(0)
    expect(promptBand(100_001)).toBe(1)
    expect(promptBand(200_001)).toBeGreaterThan(promptBand(199_999))
    expect(promptBand(272_001)).toBeGreaterThan(promptBand(271_999))
    expect(promptBand(2_000_000)).toBe(promptBand(600_000))
  })
})
