import type { ModelWindow } from '../../providers/provider.ts'
import type { ContextOccupancy } from '../../shared/contract/session.ts'
import type { NumberSource } from '../../shared/domain/tokens.ts'

/** What is known of a session's context. `undefined`: nothing is. All numbers are tokens. */
export interface ContextFacts {
  /** What the model sees now. */
  readonly used: { readonly tokens: number; readonly source: NumberSource } | undefined
  /** The highest occupancy ever seen in the session; a window was never smaller. */
  readonly largestUsed: number | undefined
  /** Window that the assistant itself wrote down. */
  readonly reportedLimit: number | undefined
  /** Limit that the person set for this model or this assistant. */
  readonly configuredLimit: number | undefined
  /** Window that the provider knows for the model. */
  readonly modelWindow: ModelWindow | undefined
  /** Limit of the assistant where nothing better is known. */
  readonly defaultLimit: number | undefined
}

/** Sizes that context windows come in, smallest first. */
export const WINDOW_TIERS: readonly number[] = [200_000, 1_000_000]

type Limit = { readonly tokens: number; readonly source: ContextOccupancy['limitSource'] }

/**
 * Says how full a context is. The limit is the first that is known: what the assistant wrote down, what the person
 * set, the model's window, the default. A limit that somebody stated stands, and a session above it is full; one that
 * is only assumed (a model's, a default) cannot be right where more was used, and becomes the next larger tier.
 */
export function resolveContext(facts: ContextFacts): ContextOccupancy {
  const used = facts.used?.tokens ?? null
  const limit = resolveLimit(facts)
  return {
    used,
    limit: limit?.tokens ?? null,
    ratio: used === null || limit === undefined ? null : Math.min(1, used / limit.tokens),
    source: facts.used?.source ?? 'unknown',
    limitSource: limit?.source ?? 'unknown',
  }
}

function resolveLimit(facts: ContextFacts): Limit | undefined {
  const { reportedLimit, configuredLimit, modelWindow, defaultLimit } = facts
  if (isPositive(reportedLimit)) return { tokens: reportedLimit, source: 'reported' }
  if (isPositive(configuredLimit)) return { tokens: configuredLimit, source: 'config' }
  const seen = Math.max(facts.used?.tokens ?? 0, facts.largestUsed ?? 0)
  if (modelWindow && isPositive(modelWindow.tokens)) {
    return atLeast(seen, { tokens: modelWindow.tokens, source: modelWindow.inferred ? 'inferred' : 'model' })
  }
  return isPositive(defaultLimit) ? atLeast(seen, { tokens: defaultLimit, source: 'default' }) : undefined
}

/** Above the largest tier, what was seen is all that is known of the window. */
function atLeast(seen: number, assumed: Limit): Limit {
  if (seen <= assumed.tokens) return assumed
  return { tokens: WINDOW_TIERS.find((tier) => tier >= seen) ?? seen, source: 'inferred' }
}

function isPositive(limit: number | undefined): limit is number {
  return limit !== undefined && Number.isFinite(limit) && limit > 0
}
