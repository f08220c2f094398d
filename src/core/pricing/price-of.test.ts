import { describe, expect, it } from 'vitest'
import { normaliseModelId } from './model-id.ts'
import { listedPrice } from './price-of.ts'
import { PRICE_TABLE } from './price-table.ts'

describe('the price table', () => {
  it('has each id once, in the spelling that is looked up', () => {
    const ids = PRICE_TABLE.flatMap((price) => price.ids)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.map(normaliseModelId)).toEqual(ids)
  })

  it('has prices that make sense: output costs more than input, and input read from a cache no more than new input', () => {
    for (const { ids, rates, longPrompt } of PRICE_TABLE) {
      for (const { input, output, cacheRead, cacheWrite, cacheWrite1h } of [
        rates,
        longPrompt?.rates ?? rates,
      ]) {
        expect([ids, input > 0 && output > input && cacheRead <= input]).toEqual([ids, true])
        expect([ids, cacheWrite >= input && cacheWrite1h >= cacheWrite]).toEqual([ids, true])
      }
      expect([ids, longPrompt === undefined || longPrompt.rates.input > rates.input]).toEqual([ids, true])
    }
  })
})

describe('the price of a model', () => {
  it.each([
    ['claude-opus-5-5', 4, 20],
    ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 3, 15],
    ['claude-sonnet-4-20250514', 3, 15],
    ['claude-haiku-4.5', 1, 5],
    ['claude-3-opus-20240229', 15, 75],
    ['gpt-5-codex', 1.25, 10],
    ['gpt-5.1-codex-max-high', 1.25, 10],
    ['gemini-2.5-pro-preview-06-05', 1.25, 10],
    ['gemini-2.5-flash-preview-05-20', 0.15, 0.6],
    ['gemini-2.5-flash-preview-09-2025', 0.3, 2.5],
    ['x-ai/grok-code-fast-1', 0.2, 1.5],
  ])('%s costs $%d in and $%d out', (id, input, output) => {
    expect(listedPrice(id)?.rates).toMatchObject({ input, output })
  })

  it('tells one version from the next, which can have another price', () => {
    expect(listedPrice('claude-sonnet-5')?.rates.cacheRead).toBe(0.2)
    expect(listedPrice('claude-sonnet-5-5')?.rates.cacheRead).toBe(0.1)
  })

  it.each(['claude-sonnet-5-9', 'claude-opus-4.8-fast', 'qwen3-coder-plus', 'my-proxy', '<synthetic>', ''])(
    'is not known for %j, and not guessed',
    (id) => {
      expect(listedPrice(id)).toBeUndefined()
    },
  )
})
