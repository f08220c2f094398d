import type { ProcessInfo } from '../../shared/domain/process.ts'

/** Clock ticks since boot, as Linux counts them. They stay the same when the clock of the system is set. */
const TICKS = /^\d+$/
/** The spelling of the C library's `asctime`, which `ps` uses for a process's start. */
const ASCTIME = /^\w{3} +\w{3} +\d{1,2} +\d{2}:\d{2}:\d{2} +\d{4}$/
/**
 * Starts are told to the second, rounded in more than one way: two instants this close may be in either
 * order.
 */
export const START_ROUNDING_MS = 2_000

/** Reads a start as `ps -o lstart=` prints it with the time zone UTC, to the second. */
export function parseStartTime(text: string): Date | undefined {
  if (!ASCTIME.test(text.trim())) return undefined
  const at = Date.parse(`${text.trim()} UTC`)
  return Number.isNaN(at) ? undefined : new Date(at)
}

/**
 * Says whether a token that an assistant wrote down names the start of this process. `unknown`: the two
 * spellings cannot be compared.
 */
export function compareStart(token: string | undefined, process: ProcessInfo): 'same' | 'other' | 'unknown' {
  const { startToken, startedAt } = process
  if (token === undefined) return 'unknown'
  if (token === startToken) return 'same'
  if (TICKS.test(token)) return startToken !== undefined && TICKS.test(startToken) ? 'other' : 'unknown'
  const at = parseStartTime(token)
  if (!at || !startedAt) return 'unknown'
  return Math.abs(at.getTime() - startedAt.getTime()) <= START_ROUNDING_MS ? 'same' : 'other'
}

/** Says whether one process was started after another, as far as the system tells. */
export function startedAfter(process: ProcessInfo, other: ProcessInfo): boolean {
  const [token, otherToken] = [process.startToken ?? '', other.startToken ?? '']
  if (TICKS.test(token) && TICKS.test(otherToken)) return Number(token) > Number(otherToken)
  return (process.startedAt?.getTime() ?? 0) > (other.startedAt?.getTime() ?? Number.POSITIVE_INFINITY)
}

/**
 * Says whether something happened (epoch milliseconds) before a process was there; `undefined` where that is
 * not told.
 */
export function isBeforeStart(
  at: number,
  { startedAt }: Pick<ProcessInfo, 'startedAt'>,
): boolean | undefined {
  return startedAt && at < startedAt.getTime() - START_ROUNDING_MS
}
