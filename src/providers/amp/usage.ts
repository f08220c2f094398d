import type { TokenCounts } from '../../shared/domain/tokens.ts'
import { type JsonObject, objectOf, objectsOf, textOf, tokensOf } from '../json-values.ts'

/** Usage of one answer. */
export interface Usage {
  readonly model: string
  /** Epoch milliseconds. */
  readonly at: number | undefined
  readonly counts: TokenCounts
  /** Tokens of the whole prompt, and how many it may have; `undefined` where it is not told. */
  readonly contextUsed: number | undefined
  readonly contextWindow: number | undefined
}

/** The last millisecond that a date can hold. */
const LATEST = 8.64e15

/** The moment in a field, in epoch milliseconds: a number, or ISO 8601. */
export function instantOf(value: unknown): number | undefined {
  const instant = typeof value === 'string' ? Date.parse(value) : value
  return typeof instant === 'number' && instant > 0 && instant <= LATEST ? instant : undefined
}

/** Reads the `usage` of a message, whose three kinds of input are disjoint. */
export function usageOf(message: JsonObject): Usage | undefined {
  const usage = objectOf(message['usage'])
  const uncachedInput = tokensOf(usage['inputTokens'])
  const output = tokensOf(usage['outputTokens'])
  if (uncachedInput === undefined || output === undefined) return undefined
  const cacheRead = tokensOf(usage['cacheReadInputTokens']) ?? 0
  const cacheWrite = tokensOf(usage['cacheCreationInputTokens']) ?? 0
  return {
    model: textOf(usage['model']) ?? 'unknown',
    at: instantOf(usage['timestamp']),
    counts: { uncachedInput, cacheRead, cacheWrite, output },
    contextUsed: tokensOf(usage['totalInputTokens']) ?? uncachedInput + cacheRead + cacheWrite,
    contextWindow: tokensOf(usage['maxInputTokens']) || undefined,
  }
}

/** Reads the list of answers that older versions kept beside the messages. It does not say what was cached. */
export function ledgerOf(thread: JsonObject): readonly (Usage | undefined)[] {
  return objectsOf(objectOf(thread['usageLedger'])['events']).map((event) => {
    const tokens = objectOf(event['tokens'])
    const uncachedInput = tokensOf(tokens['input'])
    const output = tokensOf(tokens['output'])
    if (uncachedInput === undefined || output === undefined) return undefined
    return {
      model: textOf(event['model']) ?? 'unknown',
      at: instantOf(event['timestamp']),
      counts: { uncachedInput, cacheRead: 0, cacheWrite: 0, output },
      contextUsed: undefined,
      contextWindow: undefined,
    }
  })
}
