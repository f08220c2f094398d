import type { TokenCounts } from '../../shared/domain/tokens.ts'
import { countOf, type JsonObject } from '../json-values.ts'

/**
 * Reads the `metrics` of an answer, whose input contains what was read from the cache or written to it. `undefined`
 * where there are none, or all are 0, which is what a server leaves that told no usage.
 */
export function metricsOf(metrics: JsonObject): TokenCounts | undefined {
  const input = countOf(metrics['inputTokens']) ?? 0
  const output = countOf(metrics['outputTokens']) ?? 0
  if (input === 0 && output === 0) return undefined
  const cacheRead = Math.min(input, countOf(metrics['cacheReadTokens']) ?? 0)
  const cacheWrite = Math.min(input - cacheRead, countOf(metrics['cacheWriteTokens']) ?? 0)
  return { uncachedInput: input - cacheRead - cacheWrite, cacheRead, cacheWrite, output }
}
