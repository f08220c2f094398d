import { parseStartTime } from '../start-time.ts'

/** One process as `ps` shows it. */
export interface PsRow {
  readonly pid: number
  readonly parentPid: number
  readonly userId: number
  /** Its first letter is the state: `Z` for a zombie. */
  readonly state: string
  readonly residentBytes: number
  readonly cpuSeconds: number
  readonly startedAt: Date
  /** As `ps` spells the start, in UTC: `Fri Nov 20 10:00:00 2026`. */
  readonly startText: string
  /** Arguments, joined by spaces. */
  readonly command: string
}

/** Every process, whole command lines, no headings. Understood by the `ps` of macOS and of Linux. */
export const PS_ARGUMENTS = ['-axww', '-o', 'pid=,ppid=,uid=,state=,rss=,time=,lstart=,command=']

const CPU_TIME = /(?:(\d+)-)?(?:(\d+):)?(\d+):(\d+(?:\.\d+)?)/.source
const START = /\w{3} +\w{3} +\d+ +[\d:]{8} +\d{4}/.source
const ROW = new RegExp(
  String.raw`^ *(\d+) +(\d+) +(-?\d+) +(\S+) +(\d+) +${CPU_TIME} +(${START})(?: +(.*))?$`,
)

/**
 * Reads what `ps` prints with `PS_ARGUMENTS`. A line that is no row is the rest of an argument with a line
 * feed.
 */
export function parsePs(output: string): readonly PsRow[] {
  return output.split('\n').flatMap((line) => parseRow(line) ?? [])
}

function parseRow(line: string): PsRow | undefined {
  const match = ROW.exec(line)
  if (!match) return undefined
  const [
    ,
    pid,
    parentPid,
    userId,
    state = '',
    kilobytes,
    days,
    hours,
    minutes,
    seconds,
    startText = '',
    command = '',
  ] = match
  const startedAt = parseStartTime(startText)
  if (!startedAt) return undefined
  return {
    pid: Number(pid),
    parentPid: Number(parentPid),
    userId: Number(userId),
    state,
    residentBytes: Number(kilobytes) * 1024,
    cpuSeconds: ((Number(days ?? 0) * 24 + Number(hours ?? 0)) * 60 + Number(minutes)) * 60 + Number(seconds),
    startedAt,
    startText,
    command,
  }
}
