import { type NumberSource, type TokenCounts, totalTokens } from '../../shared/domain/tokens.ts'
import { listedPrice, type PriceList } from './price-of.ts'
import { type ModelPrice, PRICE_TABLE, type Rates } from './price-table.ts'

/** Usage of one model: of one response, or of several whose prompts lie in one band (see `promptBand`). */
export interface PricedUsage {
  readonly model: string
  readonly counts: TokenCounts
  /** Share of `counts.cacheWrite` that is kept for an hour. */
  readonly cacheWrite1h: number
  /**
   * Total input of the largest of the responses: some models cost more above a limit. Where it is left out, the usual
   * price holds, which is too low for a response above such a limit.
   */
  readonly largestPrompt?: number
}

/** The contract's cost: a number of the price list is an estimate, for nobody knows the person's plan or discount. */
export interface Cost {
  readonly value: number | null
  readonly source: NumberSource
}

const BAND_LIMITS: readonly number[] = [
  ...new Set(PRICE_TABLE.flatMap(({ longPrompt }) => (longPrompt ? [longPrompt.aboveTokens] : []))),
].sort((a, b) => a - b)

/**
 * Numbers the bands between all limits at which some model's price changes. Responses of one model in one band have
 * the same rates, so that their usage may be added up before it is priced.
 */
export function promptBand(promptTokens: number): number {
  let band = 0
  for (const limit of BAND_LIMITS) if (promptTokens > limit) band++
  return band
}

/** Cost of one model's usage in US dollars; `null` where the model has no known price. */
export function costOfModel(usage: PricedUsage, priceOf: PriceList = listedPrice): number | null {
  if (totalTokens(usage.counts) === 0) return 0
  const price = priceOf(usage.model)
  return price ? costAt(ratesFor(price, usage.largestPrompt ?? 0), usage) : null
}

/**
 * Cost of all usage of a session. One model without a known price makes the whole unknown, unless it used nothing: a
 * sum that leaves something out would pass for the cost. No usage at all costs nothing.
 */
export function costOf(usages: readonly PricedUsage[], priceOf: PriceList = listedPrice): Cost {
  let value = 0
  for (const usage of usages) {
    const cost = costOfModel(usage, priceOf)
    if (cost === null) return { value: null, source: 'unknown' }
    value += cost
  }
  return { value, source: 'estimated' }
}

function ratesFor({ rates, longPrompt }: ModelPrice, promptTokens: number): Rates {
  return longPrompt && promptTokens > longPrompt.aboveTokens ? longPrompt.rates : rates
}

function costAt(rates: Rates, { counts, cacheWrite1h }: PricedUsage): number {
  const hourly = Math.min(cacheWrite1h, counts.cacheWrite)
  const micros =
    counts.uncachedInput * rates.input +
    counts.cacheRead * rates.cacheRead +
    (counts.cacheWrite - hourly) * rates.cacheWrite +
    hourly * rates.cacheWrite1h +
    counts.output * rates.output
  return micros / 1e6
}
