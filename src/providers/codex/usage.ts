import type { TokenCounts } from '../../shared/domain/tokens.ts'
import { type JsonObject, tokensOf } from './json.ts'

/** Usage as OpenAI counts it: `input` contains `cached` and `cacheWrite`, `output` contains `reasoning`. */
export interface Usage {
  readonly input: number
  readonly cached: number
  readonly cacheWrite: number
  readonly output: number
  readonly reasoning: number
  /** Input and output together; of a `last` usage, what the model's context holds. */
  readonly total: number
}

const FIELDS = ['input', 'cached', 'cacheWrite', 'output', 'reasoning', 'total'] as const

/** Usage from its parsed record; `undefined` where it names no tokens at all. */
export function usageOf(record: JsonObject | undefined): Usage | undefined {
  if (!record) return undefined
  const input = tokensOf(record['input_tokens'])
  const output = tokensOf(record['output_tokens'])
  if (input === undefined && output === undefined) return undefined
  return {
    input: input ?? 0,
    cached: tokensOf(record['cached_input_tokens']) ?? 0,
    cacheWrite: tokensOf(record['cache_write_input_tokens']) ?? 0,
    output: output ?? 0,
    reasoning: tokensOf(record['reasoning_output_tokens']) ?? 0,
    total: tokensOf(record['total_tokens']) ?? (input ?? 0) + (output ?? 0),
  }
}

/** The same tokens in our disjoint counts. */
export function tokenCounts(usage: Usage): TokenCounts {
  return {
    uncachedInput: Math.max(0, usage.input - usage.cached - usage.cacheWrite),
    cacheRead: usage.cached,
    cacheWrite: usage.cacheWrite,
    output: usage.output,
  }
}

export function isNothing(usage: Usage): boolean {
  return usage.input === 0 && usage.output === 0
}

/**
 * Usage that a `token_count` adds to the one before it; `undefined` where it repeats that one.
 *
 * Totals are written again and again, so `last` may not be summed up; they start again from zero when some
 * versions (0.42, 0.58, 0.150) resume, so the final total says too little; and a paginated fork goes on from
 * its parent's total, so the first row counts by `last`.
 */
export function addedUsage(
  total: Usage,
  last: Usage | undefined,
  previous: Usage | undefined,
): Usage | undefined {
  if (!previous) return last ?? total
  if (sameUsage(total, previous)) return undefined
  const restarted = last !== undefined && sameUsage(total, last)
  if (!restarted && FIELDS.every((field) => total[field] >= previous[field])) return minus(total, previous)
  return last ?? total
}

function sameUsage(a: Usage, b: Usage): boolean {
  return FIELDS.every((field) => a[field] === b[field])
}

function minus(a: Usage, b: Usage): Usage {
  return {
    input: a.input - b.input,
    cached: a.cached - b.cached,
    cacheWrite: a.cacheWrite - b.cacheWrite,
    output: a.output - b.output,
    reasoning: a.reasoning - b.reasoning,
    total: a.total - b.total,
  }
}
