import type { HealthPart } from '../../shared/contract/session.ts'

/** A corner of a curve: the input, and the score that it gets. */
export type CurvePoint = readonly [input: number, score: number]

/**
 * Scores of the four parts by their input, at the corners of a curve that is straight in between. Below the first and
 * above the last corner the score stays. `docs/health.md` shows these tables and says why they are so.
 */
export const CURVES: Readonly<Record<HealthPart['name'], readonly CurvePoint[]>> = {
  /** By used share of the context limit. */
  tokenUsage: [
    [0, 100],
    [0.5, 90],
    [0.7, 80],
    [0.85, 60],
    [1, 0],
  ],
  /** By minutes from the first to the last activity. */
  duration: [
    [0, 100],
    [45, 85],
    [120, 65],
    [240, 40],
    [360, 15],
    [720, 0],
  ],
  /** By minutes since the last activity. */
  activity: [
    [0, 100],
    [2, 95],
    [10, 80],
    [30, 50],
    [120, 10],
    [240, 0],
  ],
  /** By weighted errors a message, see `ERROR_WEIGHTS`. */
  errors: [
    [0, 100],
    [0.05, 80],
    [0.1, 60],
    [0.25, 20],
    [0.5, 0],
  ],
}

/**
 * How much each trouble counts. A request that failed for good stopped the work; a failed tool call is often part of it
 * (a test that fails, a file that is not there), and a retry costs only time.
 */
export const ERROR_WEIGHTS = { api: 1, tool: 0.25, retry: 0.1 } as const

/** A session is taken to have at least so many messages, so that one error in a short one is not a broken session. */
export const FEWEST_MESSAGES = 10

/** The score on a curve for an input. */
export function scoreOn(curve: readonly CurvePoint[], input: number): number {
  let from: CurvePoint = curve[0] ?? [0, 0]
  for (const to of curve) {
    if (input <= to[0]) {
      const share = to[0] === from[0] ? 1 : Math.max(0, (input - from[0]) / (to[0] - from[0]))
      return from[1] + share * (to[1] - from[1])
    }
    from = to
  }
  return from[1]
}
