import type { TokenCounts } from '../../../shared/domain/tokens.ts'
import type { ModelWindow } from '../../provider.ts'

/** Usage as Google's API counts it, and as both programs write it down. */
export interface Usage {
  /** Tokens of the prompt, those from the cache included. */
  readonly prompt: number
  readonly cached: number
  /** Tokens of the prompt that tools of the server's own added beside it. */
  readonly toolPrompt: number
  /** Everything that the model wrote, its thoughts included. */
  readonly output: number
  readonly thoughts: number
}

/** The same tokens in our disjoint counts. Nothing is told of what was written to the cache. */
export function tokenCounts({ prompt, cached, toolPrompt, output }: Usage): TokenCounts {
  return {
    uncachedInput: Math.max(0, prompt - cached) + toolPrompt,
    cacheRead: cached,
    cacheWrite: 0,
    output,
  }
}

export function isNothing({ prompt, toolPrompt, output }: Usage): boolean {
  return prompt === 0 && toolPrompt === 0 && output === 0
}

/** Windows by the start of a model's id, the most telling first. */
export type WindowTable = readonly (readonly [model: string, tokens: number])[]

/** Window of a model by a table; never smaller than what was seen in use. */
export function windowIn(table: WindowTable, model: string, largestUsed: number): ModelWindow | undefined {
  const id = model.slice(model.lastIndexOf('/') + 1).toLowerCase()
  const tokens = table.find(([start]) => id.startsWith(start))?.[1]
  if (tokens === undefined) return undefined
  return { tokens: Math.max(tokens, largestUsed), inferred: largestUsed > tokens }
}
