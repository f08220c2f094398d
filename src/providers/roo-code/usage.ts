import type { TokenCounts } from '../../shared/domain/tokens.ts'
import { type JsonObject, textOf } from '../json-values.ts'
import { writtenUsageOf } from '../lineages/cline/request-usage.ts'

/**
 * When 3.29.5 was released, in epoch milliseconds: from then on `tokensIn` is the whole prompt, whatever the protocol
 * (RooCodeInc/Roo-Code#8954). Rows name no version.
 */
const WHOLE_PROMPT_SINCE = Date.parse('2025-11-01T00:00:00Z')

/**
 * Reads the usage of a request. Its `tokensIn` is the whole prompt with what the cache gave and took, or in older
 * versions with Anthropic's protocol what is left without that. Less than the cache's own share is always the latter.
 */
export function rooUsageOf(request: JsonObject, at: number): TokenCounts | undefined {
  const written = writtenUsageOf(request)
  if (written === undefined) return undefined
  const cached = written.cacheRead + written.cacheWrite
  const isOlder = at < WHOLE_PROMPT_SINCE && textOf(request['apiProtocol']) === 'anthropic'
  if (isOlder || written.uncachedInput < cached) return written
  return { ...written, uncachedInput: written.uncachedInput - cached }
}
