import {
  addTokens,
  maxTokens,
  NO_TOKENS,
  type TokenCounts,
  totalTokens,
} from '../../../shared/domain/tokens.ts'
import { countIn, isJsonObject, type JsonObject, objectIn } from './json.ts'

/** What one message of the model used. */
export interface MessageUsage {
  readonly counts: TokenCounts
  readonly reasoning: number
  /** Tokens that the model saw and wrote in the last step: what its context holds now. */
  readonly contextUsed: number
}

interface Tokens {
  readonly counts: TokenCounts
  readonly reasoning: number
}

/**
 * Adds up a message. Each step repeats its usage in a part of its own; the message has that of its only step or, in
 * versions that let one message have several, may have that of the last one alone.
 */
export function usageOf(message: JsonObject, parts: readonly JsonObject[]): MessageUsage | undefined {
  const own = tokensOf(message)
  const steps = parts.filter((part) => part['type'] === 'step-finish').map(tokensOf)
  const counts = maxTokens(
    own.counts,
    steps.reduce((sum, step) => addTokens(sum, step.counts), NO_TOKENS),
  )
  if (totalTokens(counts) === 0) return undefined
  const reasoning = steps.reduce((sum, step) => sum + step.reasoning, 0)
  return {
    counts,
    reasoning: Math.max(own.reasoning, reasoning),
    contextUsed: totalTokens((steps.findLast((step) => totalTokens(step.counts) > 0) ?? own).counts),
  }
}

/** `input` has no cached tokens and `output` no reasoning. */
function tokensOf(record: JsonObject): Tokens {
  const tokens = record['tokens']
  if (!isJsonObject(tokens)) return { counts: NO_TOKENS, reasoning: 0 }
  const cache = objectIn(tokens, 'cache')
  const reasoning = countIn(tokens, 'reasoning')
  const counts = {
    uncachedInput: countIn(tokens, 'input'),
    cacheRead: countIn(cache, 'read'),
    cacheWrite: countIn(cache, 'write'),
    output: countIn(tokens, 'output') + reasoning,
  }
  return { counts, reasoning }
}
