/** One process as the operating system shows it. Fields that may not be read are `undefined`, never a guess. */
export interface ProcessInfo {
  readonly pid: number
  readonly parentPid: number
  /** File name of the running program, as the kernel knows it; `undefined` where it may not be read. */
  readonly exe: string | undefined
  /** Arguments, split as the program got them. Empty for a zombie or a kernel thread. */
  readonly argv: readonly string[]
  readonly cwd: string | undefined
  readonly startedAt: Date | undefined
  /** Start time in the system's own unit and spelling (Linux: clock ticks since boot, field 22 of `stat`). */
  readonly startToken: string | undefined
  readonly zombie: boolean
  /** True where the process lives in another pid or mount namespace: its paths are not ours. */
  readonly inContainer: boolean
  /** CPU seconds used since its start (user + system). */
  readonly cpuSeconds: number | undefined
  readonly residentBytes: number | undefined
}

/** A process that stays the same even when its pid is given to another one. */
export interface ProcessIdentity {
  readonly bootId: string
  readonly pid: number
  readonly startToken: string
}

/** What a scan saw, and what it could not see. */
export interface ProcessSnapshot {
  readonly bootId: string
  readonly takenAt: Date
  readonly processes: readonly ProcessInfo[]
  /** Processes that were there but may not be read (other users, hidden). Counted, never named. */
  readonly unreadable: number
}

/** Program name without folder, ` (deleted)` and `.exe`: what a process is matched by. */
export function programName(path: string): string {
  const withoutMark = path.replace(/ \(deleted\)$/, '')
  const name = withoutMark.slice(Math.max(withoutMark.lastIndexOf('/'), withoutMark.lastIndexOf('\\')) + 1)
  return name.replace(/\.exe$/i, '')
}
