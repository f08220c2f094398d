import { type TokenCounts, totalTokens } from '../../shared/domain/tokens.ts'
import { type JsonObject, objectOf, tokensOf } from '../json-values.ts'

/** Tokens and price of one answer. */
export interface Usage {
  readonly counts: TokenCounts
  /** By Pi's own price list, in US dollars; 0 for models that cost nothing, or have no price in it. */
  readonly costUsd: number
}

/** Reads `{input, output, cacheRead, cacheWrite, cost}`, which are disjoint; the output contains the reasoning. */
export function usageOf(fields: JsonObject): Usage | undefined {
  const input = tokensOf(fields['input'])
  const output = tokensOf(fields['output'])
  if (input === undefined || output === undefined) return undefined
  const counts = {
    uncachedInput: input,
    cacheRead: tokensOf(fields['cacheRead']) ?? 0,
    cacheWrite: tokensOf(fields['cacheWrite']) ?? 0,
    output,
  }
  if (!Number.isSafeInteger(totalTokens(counts))) return undefined
  const cost = objectOf(fields['cost'])['total']
  return { counts, costUsd: typeof cost === 'number' && Number.isFinite(cost) && cost >= 0 ? cost : 0 }
}
