import type { TokenCounts } from '../../shared/domain/tokens.ts'
import { type JsonObject, tokensOf } from '../json-values.ts'

/** Tokens of one response, or of a run, as Copilot counts them. */
export interface Usage {
  readonly counts: TokenCounts
  /** Share of the output. */
  readonly reasoning: number
  /** Prompt and answer together: what the model had in view at the end. */
  readonly total: number
}

/**
 * Reads `{inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, reasoningTokens}`, where the input contains what
 * was read from the cache or written to it, and the output the reasoning. Compactions of early versions are spelled
 * `{input, output, cachedInput}`. `undefined` where input or output is no count.
 */
export function usageOf(fields: JsonObject): Usage | undefined {
  const input = tokensOf(fields['inputTokens'] ?? fields['input'])
  const output = tokensOf(fields['outputTokens'] ?? fields['output'])
  if (input === undefined || output === undefined) return undefined
  const cacheRead = Math.min(input, tokensOf(fields['cacheReadTokens'] ?? fields['cachedInput']) ?? 0)
  const cacheWrite = Math.min(input - cacheRead, tokensOf(fields['cacheWriteTokens']) ?? 0)
  return {
    counts: { uncachedInput: input - cacheRead - cacheWrite, cacheRead, cacheWrite, output },
    reasoning: Math.min(output, tokensOf(fields['reasoningTokens']) ?? 0),
    total: input + output,
  }
}
