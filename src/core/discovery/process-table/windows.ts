import { z } from 'zod'
import type { ProcessInfo } from '../../../shared/domain/process.ts'
import type { Clock, ProcessTable } from '../../ports.ts'
import { readBootId } from './boot-id.ts'
import { splitWindowsCommandLine } from './split-command-line.ts'
import { isPidTaken } from './signal-zero.ts'

/** One row of `systeminformation.processes()` as it comes from Windows. `null`: the system does not tell. */
const rowSchema = z.object({
  pid: z.number().int().nonnegative(),
  parentPid: z.number().int().nonnegative(),
  /** KiB. */
  memRss: z.number().nonnegative(),
  /** Local time to the second: `2026-11-20 10:00:00`. */
  started: z.string().nullish(),
  /** The whole command line, or the program's name where the command line may not be seen. */
  command: z.string().nullish(),
  /** The program's path. */
  path: z.string().nullish(),
})
type Row = z.infer<typeof rowSchema>

/**
 * Lists all processes. Takes nothing from outside, so nothing from outside can reach the shell that it may
 * use.
 */
export type ListSystemProcesses = () => Promise<readonly unknown[]>

/** The package is loaded with the first list: other systems, where every start would wait for it, never need it. */
const listWithSysteminformation: ListSystemProcesses = async () => {
  const { processes } = await import('systeminformation')
  return (await processes()).list
}

/**
 * Processes as `systeminformation` finds them on Windows (one query of `Win32_Process`). Neither the working
 * folder nor the open files of another process can be had there. A process whose program is not shown is
 * counted.
 */
export function createWindowsProcessTable(clock: Clock, list = listWithSysteminformation): ProcessTable {
  const bootId = readBootId('win32', clock)
  return {
    async snapshot() {
      const takenAt = clock.now()
      const rows = await list()
      // It answers a failure of its query with an empty list, which no system has.
      if (rows.length === 0) throw new Error('systeminformation listed no process')
      const processes = rows.flatMap((row) => processOf(rowSchema.safeParse(row).data) ?? [])
      return { bootId, takenAt, processes, unreadable: rows.length - processes.length }
    },
    someEnded: async (known) => known.some(({ pid }) => !isPidTaken(pid)),
    openFiles: async () => undefined,
  }
}

function processOf(row: Row | undefined): ProcessInfo | undefined {
  if (!row?.path) return undefined
  const startedAt = parseLocalTime(row.started ?? '')
  return {
    pid: row.pid,
    parentPid: row.parentPid,
    exe: row.path,
    argv: splitWindowsCommandLine(row.command ?? ''),
    cwd: undefined,
    startedAt,
    startToken: startedAt?.toISOString(),
    zombie: false,
    inContainer: false,
    cpuSeconds: undefined,
    residentBytes: row.memRss * 1024,
  }
}

function parseLocalTime(text: string): Date | undefined {
  const match = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/.exec(text)
  if (!match) return undefined
  // Without a zone an ISO date and time is local.
  const at = new Date(`${match[1]}T${match[2]}`)
  return Number.isNaN(at.getTime()) ? undefined : at
}
