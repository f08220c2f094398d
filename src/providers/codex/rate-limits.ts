/** One rate limit of a `token_count`: how much of it is used, and when it starts again. */
export interface RateLimit {
  readonly usedPercent: number
  /** Epoch seconds. */
  readonly resetsAt: number | undefined
}

/**
 * When the last used-up limit resets, in epoch milliseconds: 0 where none is used up, the end of time where
 * one is and the record does not say until when (0.42); `undefined` where there are no limits.
 */
export function limitedUntil(limits: readonly RateLimit[]): number | undefined {
  if (limits.length === 0) return undefined
  const resets = limits
    .filter(({ usedPercent }) => usedPercent >= 100)
    .map(({ resetsAt }) => Math.min(Number.MAX_SAFE_INTEGER, (resetsAt ?? Number.MAX_SAFE_INTEGER) * 1000))
  return Math.max(0, ...resets)
}
