import type { ProcessTable } from '../src/core/ports.ts'
import type { ProcessInfo } from '../src/shared/domain/process.ts'
import { type Home, write } from './terminal/home.ts'

/** Above every pid that a system gives out. */
export const FIRST_PID = 5_000_001

/** A process of Claude Code that runs a session since two minutes before `now`. */
export function claudeProcess(pid: number, sessionId: string, now: Date): ProcessInfo {
  return {
    pid,
    parentPid: 1,
    exe: '/home/dev/.local/share/claude/versions/2.1.329',
    argv: ['claude', '--resume', sessionId],
    cwd: '/home/dev',
    startedAt: new Date(now.getTime() - 120_000),
    startToken: String(pid),
    zombie: false,
    inContainer: false,
    cpuSeconds: undefined,
    residentBytes: undefined,
  }
}

/** Writes the file by which that process says what it runs, and how that stands. */
export function writeClaim(home: Home, pid: number, sessionId: string, claim: object): void {
  write(
    home,
    `.claude/sessions/${pid}.json`,
    JSON.stringify({ pid, sessionId, procStart: String(pid), ...claim }),
  )
}

/** A process table that stays as it is. */
export function processTableOf(processes: readonly ProcessInfo[]): ProcessTable {
  return {
    snapshot: () => Promise.resolve({ bootId: 'made up', takenAt: new Date(), processes, unreadable: 0 }),
    someEnded: async () => false,
    openFiles: () => Promise.resolve([]),
  }
}
