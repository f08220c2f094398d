/** The fields of `/proc/<pid>/stat` that are used, numbered as in proc(5). */
export interface ProcStat {
  readonly pid: number
  /** Field 2: at most 15 bytes of the program's or the main thread's name. It may hold any character. */
  readonly name: string
  /** Field 3: `Z` for a zombie, `X` for a process that is being removed. */
  readonly state: string
  readonly parentPid: number
  /** Field 9, bit 21: runs in the kernel and has no program, arguments or folder. */
  readonly kernelThread: boolean
  /** Fields 14 and 15, clock ticks. */
  readonly cpuTicks: number
  /** Field 22, clock ticks since boot: with the pid it names a process until the next boot. */
  readonly startTicks: string
  /** Field 23. */
  readonly virtualBytes: number
  /** Field 24. */
  readonly residentPages: number
  /** Field 28: where the stack begins. Random in every `exec`; `0` where it may not be seen. */
  readonly stackStart: string
}

const KERNEL_THREAD = 0x0020_0000
/** Number of the first field after the name. */
const FIRST = 3

/**
 * Reads a `stat` line; `undefined` where it is not one. The name stands in brackets and may itself hold
 * brackets and spaces, so the fields begin after the last closing one.
 */
export function parseProcStat(line: string): ProcStat | undefined {
  const open = line.indexOf(' (')
  const close = line.lastIndexOf(') ')
  if (open < 1 || close < open) return undefined
  const fields = line.slice(close + 2).split(' ')
  const numberAt = (field: number): number => Number(fields[field - FIRST])
  const startTicks = fields[22 - FIRST]
  const stackStart = fields[28 - FIRST]
  const pid = Number(line.slice(0, open))
  if (startTicks === undefined || stackStart === undefined || !Number.isInteger(pid)) return undefined
  return {
    pid,
    name: line.slice(open + 2, close),
    state: fields[0] ?? '',
    parentPid: numberAt(4),
    kernelThread: (numberAt(9) & KERNEL_THREAD) !== 0,
    cpuTicks: numberAt(14) + numberAt(15),
    startTicks,
    virtualBytes: numberAt(23),
    residentPages: numberAt(24),
    stackStart,
  }
}
