import type { Burn, ContextOccupancy } from '../../shared/contract/session.ts'
import { groupedCount } from '../../shared/domain/format.ts'
import { type TokenCounts, totalInput, totalTokens } from '../../shared/domain/tokens.ts'
import { costOf } from '../pricing/cost.ts'
import type { PriceList } from '../pricing/price-of.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** How far back is looked, and how old the last answer may be for the rate to say something. */
export const BURN_WINDOW_MS = 30 * MINUTE_MS
/** Two answers a second apart would make a rate of millions an hour. */
const SHORTEST_SPAN_MS = 5 * MINUTE_MS
/** A context that shrinks by more than this share was compacted: growth is counted from there. */
const COMPACTED_TO = 0.8
const FEWEST_TO_FORECAST = 3
/** Beyond a day nobody plans by it. */
const LONGEST_FORECAST_MINUTES = 24 * 60

/** One answer of the last half hour. `at` in epoch milliseconds. */
export interface RecentResponse {
  readonly at: number
  readonly model: string
  readonly counts: TokenCounts
  readonly cacheWrite1h: number
  /** Tokens in the main context after it; `null` for a sub-agent's and where it is not told. */
  readonly contextUsed: number | null
}

/**
 * What a session spends and when its context will be full, by its answers of the last half hour, the oldest first.
 * `null` where these are too few or too old to say.
 */
export function burnOf(
  responses: readonly RecentResponse[],
  { used, limit }: Pick<ContextOccupancy, 'used' | 'limit'>,
  now: Date,
  priceOf: PriceList,
): Burn | null {
  const first = responses[0]
  const last = responses.at(-1)
  if (!first || !last || responses.length < 2 || now.getTime() - last.at > BURN_WINDOW_MS) return null
  const spanMs = Math.max(SHORTEST_SPAN_MS, last.at - first.at)
  const perHour = HOUR_MS / spanMs
  const tokens = responses.reduce((sum, { counts }) => sum + totalTokens(counts), 0)
  const priced = responses.map((one) => ({ ...one, largestPrompt: totalInput(one.counts) }))
  const cost = costOf(priced, priceOf).value
  const forecast = forecastOf(responses, used, limit)
  return {
    windowMinutes: Math.round(spanMs / MINUTE_MS),
    tokensPerHour: Math.round(tokens * perHour),
    costUsdPerHour: cost === null ? null : cost * perHour,
    ...forecast,
    sentence: sentenceOf(Math.round(tokens * perHour), forecast),
  }
}

type Forecast = Pick<Burn, 'answersLeft' | 'minutesLeft'>
const NO_FORECAST: Forecast = { answersLeft: null, minutesLeft: null }

function forecastOf(
  responses: readonly RecentResponse[],
  used: number | null,
  limit: number | null,
): Forecast {
  const grown = sinceCompaction(responses)
  const first = grown[0]
  const last = grown.at(-1)
  if (used === null || limit === null || !first || !last || grown.length < FEWEST_TO_FORECAST)
    return NO_FORECAST
  const growth = last.contextUsed - first.contextUsed
  if (growth <= 0) return NO_FORECAST
  const left = Math.max(0, limit - used)
  const answersLeft = Math.floor(left / (growth / (grown.length - 1)))
  const minutes = (last.at - first.at) / MINUTE_MS
  const minutesLeft = Math.round((left / growth) * minutes)
  return minutesLeft > LONGEST_FORECAST_MINUTES ? NO_FORECAST : { answersLeft, minutesLeft }
}

interface Occupied {
  readonly at: number
  readonly contextUsed: number
}

function sinceCompaction(responses: readonly RecentResponse[]): readonly Occupied[] {
  let grown: Occupied[] = []
  for (const { at, contextUsed } of responses) {
    if (contextUsed === null) continue
    const before = grown.at(-1)
    if (before && contextUsed < before.contextUsed * COMPACTED_TO) grown = []
    grown.push({ at, contextUsed })
  }
  return grown
}

function sentenceOf(tokensPerHour: number, { answersLeft, minutesLeft }: Forecast): string {
  const rate = `It uses about ${groupedCount(tokensPerHour)} tokens an hour`
  if (answersLeft === null || minutesLeft === null) return `${rate}.`
  if (answersLeft === 0) return `${rate}; its context is full with the next answer.`
  return `${rate}; at this pace its context is full in about ${counted(answersLeft, 'answer')}, or ${counted(minutesLeft, 'minute')}.`
}

function counted(count: number, noun: string): string {
  return `${groupedCount(count)} ${noun}${count === 1 ? '' : 's'}`
}
