/** Damaged records that each parser and each reader of documents is given. `MUTATIONS=1000000` searches longer. */
export const MUTATIONS = Number(process.env['MUTATIONS'] ?? 100_000)

/** Many times what it takes on a busy machine: only what hangs, or nearly does, needs longer. */
export const MUTATIONS_TIMEOUT_MS = 300_000 * Math.max(1, MUTATIONS / 100_000)

export const MUTATIONS_SEED = 20_261_121

/** No damage may make a record dearer than this. */
const LONGEST_MS = 100
const MEASURED_AGAIN = 5

/**
 * Runs what must be quick. Anything is slow once on a busy machine: what was slow is done again some times, as `prepare`
 * has it ready, and its best time counts. Throws where that is too long; `what` says of what.
 */
export function quickly(action: () => void, prepare: () => () => void, what: () => string): void {
  let best = durationOf(action)
  for (let times = 0; best > LONGEST_MS && times < MEASURED_AGAIN; times++) {
    best = Math.min(best, durationOf(prepare()))
  }
  if (best > LONGEST_MS) throw new Error(`takes ${Math.round(best)} ms for ${what()}`)
}

function durationOf(action: () => void): number {
  const startedAt = performance.now()
  action()
  return performance.now() - startedAt
}

/** Enough of a record to repeat what happened, in characters that a terminal can show. */
export function shownRecord(record: Buffer): string {
  return JSON.stringify(record.toString('latin1', 0, 4000))
}
