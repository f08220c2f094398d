import type { TokenCounts } from '../../../shared/domain/tokens.ts'
import { countOf, type JsonObject } from '../../json-values.ts'

/**
 * Reads the usage of a task's request as it is written: `uncachedInput` is its `tokensIn`, whatever that contains.
 * `undefined` where there is none, or all is 0, which is what a server leaves that told no usage.
 */
export function writtenUsageOf(request: JsonObject): TokenCounts | undefined {
  const counts = {
    uncachedInput: countOf(request['tokensIn']) ?? 0,
    cacheRead: countOf(request['cacheReads']) ?? 0,
    cacheWrite: countOf(request['cacheWrites']) ?? 0,
    output: countOf(request['tokensOut']) ?? 0,
  }
  return Object.values(counts).some((count) => count > 0) ? counts : undefined
}
