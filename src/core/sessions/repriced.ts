import type { SessionDetail } from '../../shared/contract/session.ts'
import { type Cost, costOfModel } from '../pricing/cost.ts'
import { type OwnPrices, ownPrice } from '../pricing/price-of.ts'
import { INCOMPLETE_USAGE, type IndexedSession, type ModelUsage } from './indexed-session.ts'

/**
 * What a session costs where the person's own prices go before those that it was summed up by. What the assistant
 * itself reported stays, and what is unknown since not all usage was written down.
 */
export function costWith(session: IndexedSession, own: OwnPrices): Cost {
  const { cost, tokens, usageByModel } = session
  const isWhole = tokens.source === 'reported' && tokens.caveat !== INCOMPLETE_USAGE
  if (!isWhole || cost.source === 'reported') return cost
  if (!usageByModel.some(({ model }) => ownPrice(own, model))) return cost
  let value = 0
  for (const usage of usageByModel) {
    const part = costOfUsage(usage, own)
    if (part === null) return { value: null, source: 'unknown' }
    value += part
  }
  return { value, source: 'estimated' }
}

/** Usage of each model, at the person's own prices where there are some. */
export function usageWith(session: IndexedSession, own: OwnPrices): SessionDetail['usageByModel'] {
  return session.usageByModel.map((usage) => {
    const { model, responses, uncachedInput, cacheRead, cacheWrite, output } = usage
    const costUsd = costOfUsage(usage, own)
    return { model, responses, uncachedInput, cacheRead, cacheWrite, output, costUsd }
  })
}

function costOfUsage(usage: ModelUsage, own: OwnPrices): number | null {
  const { model, uncachedInput, cacheRead, cacheWrite, output, cacheWrite1h = 0, costUsd } = usage
  const price = ownPrice(own, model)
  if (!price) return costUsd
  return costOfModel(
    { model, counts: { uncachedInput, cacheRead, cacheWrite, output }, cacheWrite1h },
    () => price,
  )
}
