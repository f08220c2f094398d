/** Tokens of one model response, or a sum of many. The three inputs are disjoint: add them for total input. */
export interface TokenCounts {
  readonly uncachedInput: number
  readonly cacheRead: number
  readonly cacheWrite: number
  /** Already includes reasoning tokens. */
  readonly output: number
}

/**
 * Where a number comes from, best first.
 * `reported`: the assistant wrote it down. `counted`: counted by a tokenizer over the text.
 * `estimated`: from a formula or a price list. `unknown`: there is no number, and `null` stands in its place.
 */
export type NumberSource = 'reported' | 'counted' | 'estimated' | 'unknown'

export const NO_TOKENS: TokenCounts = { uncachedInput: 0, cacheRead: 0, cacheWrite: 0, output: 0 }

export function addTokens(a: TokenCounts, b: TokenCounts): TokenCounts {
  return {
    uncachedInput: a.uncachedInput + b.uncachedInput,
    cacheRead: a.cacheRead + b.cacheRead,
    cacheWrite: a.cacheWrite + b.cacheWrite,
    output: a.output + b.output,
  }
}

/** Subtracts field by field and never goes below zero: counters of other programs are sometimes reset. */
export function subtractTokens(a: TokenCounts, b: TokenCounts): TokenCounts {
  return {
    uncachedInput: Math.max(0, a.uncachedInput - b.uncachedInput),
    cacheRead: Math.max(0, a.cacheRead - b.cacheRead),
    cacheWrite: Math.max(0, a.cacheWrite - b.cacheWrite),
    output: Math.max(0, a.output - b.output),
  }
}

/** The larger of the two, field by field. */
export function maxTokens(a: TokenCounts, b: TokenCounts): TokenCounts {
  return {
    uncachedInput: Math.max(a.uncachedInput, b.uncachedInput),
    cacheRead: Math.max(a.cacheRead, b.cacheRead),
    cacheWrite: Math.max(a.cacheWrite, b.cacheWrite),
    output: Math.max(a.output, b.output),
  }
}

export function totalTokens(counts: TokenCounts): number {
  return counts.uncachedInput + counts.cacheRead + counts.cacheWrite + counts.output
}

export function totalInput(counts: TokenCounts): number {
  return counts.uncachedInput + counts.cacheRead + counts.cacheWrite
}
