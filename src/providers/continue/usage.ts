import type { TokenCounts } from '../../shared/domain/tokens.ts'
import { type JsonObject, objectOf, textOf, tokensOf } from '../json-values.ts'

/** Usage of one answer. */
export interface Usage {
  readonly model: string | undefined
  readonly counts: TokenCounts
  readonly reasoning: number
}

/** What the session's own sums say: all requests since it was made, those of titles and compactions as well. */
export interface SessionSums {
  readonly prompt: number
  readonly output: number
}

/** Reads the `usage` of a message. The prompt contains what was read from the cache, and what was written to it. */
export function usageOf(message: JsonObject): Usage | undefined {
  const usage = objectOf(message['usage'])
  const prompt = tokensOf(usage['prompt_tokens'])
  const output = tokensOf(usage['completion_tokens'])
  if (prompt === undefined || output === undefined) return undefined
  const cached = tokensOf(objectOf(usage['prompt_tokens_details'])['cached_tokens']) ?? 0
  const reasoning = tokensOf(objectOf(usage['completion_tokens_details'])['reasoning_tokens']) ?? 0
  const cacheRead = Math.min(cached, prompt)
  return {
    model: textOf(usage['model']),
    counts: { uncachedInput: prompt - cacheRead, cacheRead, cacheWrite: 0, output },
    reasoning: Math.min(reasoning, output),
  }
}

export function sessionSums(session: JsonObject): SessionSums | undefined {
  const usage = objectOf(session['usage'])
  const prompt = tokensOf(usage['promptTokens'])
  const output = tokensOf(usage['completionTokens'])
  return prompt === undefined || output === undefined ? undefined : { prompt, output }
}

/**
 * How many of the first answers are copied from another session: a fork keeps them with their usage, while its own sums
 * begin at zero. What is left fits into the sums.
 */
export function copiedAnswers(usages: readonly (Usage | undefined)[], sums: SessionSums | undefined): number {
  if (!sums) return 0
  let prompt = 0
  let output = 0
  for (let index = usages.length - 1; index >= 0; index--) {
    const counts = usages[index]?.counts
    if (!counts) continue
    prompt += counts.uncachedInput + counts.cacheRead
    output += counts.output
    if (prompt > sums.prompt || output > sums.output) return index + 1
  }
  return 0
}
