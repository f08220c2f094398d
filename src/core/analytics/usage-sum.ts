import type { Usage } from '../../shared/contract/overview.ts'
import { costOfModel } from '../pricing/cost.ts'
import type { PriceList } from '../pricing/price-of.ts'
import type { QuarterUsage } from '../store/usage-queries.ts'

/** Usage of one model in one band of prices. */
export type PricedSum = Omit<QuarterUsage, 'quarter' | 'provider'>

/** Adds up usage, each part at the price of its model. */
export function sumUsage(sums: Iterable<PricedSum>, priceOf: PriceList): Usage {
  const total = {
    uncachedInput: 0,
    cacheRead: 0,
    cacheWrite: 0,
    output: 0,
    tokens: 0,
    responses: 0,
    costUsd: 0,
    unpricedTokens: 0,
  }
  for (const { model, responses, cacheWrite1h, largestPrompt, ...counts } of sums) {
    const { uncachedInput, cacheRead, cacheWrite, output } = counts
    const tokens = uncachedInput + cacheRead + cacheWrite + output
    const tokensOf = { uncachedInput, cacheRead, cacheWrite, output }
    const cost = costOfModel({ model, counts: tokensOf, cacheWrite1h, largestPrompt }, priceOf)
    total.uncachedInput += uncachedInput
    total.cacheRead += cacheRead
    total.cacheWrite += cacheWrite
    total.output += output
    total.tokens += tokens
    total.responses += responses
    total.costUsd += cost ?? 0
    total.unpricedTokens += cost === null ? tokens : 0
  }
  return total
}
