import { statSync } from 'node:fs'
import type { ProcessInfo, ProcessSnapshot } from '../../../shared/domain/process.ts'
import { systemErrorCode } from '../../files/file-trouble.ts'
import type { Clock, Logger, ProcessTable } from '../../ports.ts'
import { readBootId } from './boot-id.ts'
import { parseLsof } from './lsof.ts'
import { PS_ARGUMENTS, type PsRow, parsePs } from './ps.ts'
import { type RunProgram, runProgram } from './run-program.ts'
import { splitJoinedArguments } from './split-command-line.ts'
import { isPidTaken } from './signal-zero.ts'

/** Says whether a process, whose folder is not known yet, belongs to an assistant. */
export type IsAssistant = (process: ProcessInfo, parent: ProcessInfo | undefined) => boolean

/** The system's own programs that tell of processes. */
export interface DarwinTools {
  readonly ps: string
  readonly lsof: string
  readonly run: RunProgram
  readonly userId: number | undefined
}

export interface DarwinTableOptions {
  readonly clock: Clock
  readonly logger: Logger | undefined
  readonly isAssistant: IsAssistant
  readonly tools?: DarwinTools
}

function macosTools(): DarwinTools {
  return { ps: '/bin/ps', lsof: '/usr/sbin/lsof', run: runProgram, userId: process.getuid?.() }
}

/**
 * Processes as the `ps` of macOS shows them, one run of it a scan. It does not tell the working folder:
 * `lsof` is asked for it, once for each process of an assistant. Processes of other users are counted.
 */
export function createDarwinProcessTable(options: DarwinTableOptions): ProcessTable {
  const { clock, logger, isAssistant, tools = macosTools() } = options
  const bootId = readBootId('darwin', clock)
  /** Working folders by process; `undefined` stays where the system did not tell. */
  let folders: ReadonlyMap<string, string | undefined> = new Map()

  async function snapshot(): Promise<ProcessSnapshot> {
    const takenAt = clock.now()
    const rows = await listProcesses(tools)
    const own = rows.filter(({ userId }) => !tools.userId || userId === tools.userId).map(processOf)
    folders = await foldersOf(assistantsAmong(own, isAssistant))
    const processes = own.map((process) => ({ ...process, cwd: folders.get(keyOf(process)) }))
    return { bootId, takenAt, processes, unreadable: rows.length - own.length }
  }

  async function foldersOf(
    assistants: readonly ProcessInfo[],
  ): Promise<ReadonlyMap<string, string | undefined>> {
    const unknown = assistants.filter((process) => !folders.has(keyOf(process)))
    const found = unknown.length > 0 ? await askForFolders(unknown.map(({ pid }) => pid)) : new Map()
    return new Map(
      assistants.map((process) => [keyOf(process), folders.get(keyOf(process)) ?? found.get(process.pid)]),
    )
  }

  async function askForFolders(pids: readonly number[]): Promise<ReadonlyMap<number, string>> {
    try {
      const { stdout } = await tools.run(tools.lsof, [
        '-w',
        '-a',
        '-d',
        'cwd',
        '-p',
        pids.join(','),
        '-F',
        'pfn',
      ])
      return new Map(parseLsof(stdout).map(({ pid, name }) => [pid, name]))
    } catch (error) {
      logger?.warn('The working folders of processes are not known.', { cause: String(error) })
      return new Map()
    }
  }

  return {
    snapshot,
    someEnded: async (known) => known.some(({ pid }) => !isPidTaken(pid)),
    openFiles: (pid) => openFiles(tools, pid),
  }
}

/** Rejects where `ps` fails: no process at all is not a state that a system can be in. */
async function listProcesses({ run, ps }: DarwinTools): Promise<readonly PsRow[]> {
  const { exitCode, stdout } = await run(ps, PS_ARGUMENTS)
  const rows = parsePs(stdout)
  if (exitCode !== 0 || rows.length === 0) throw new Error(`${ps} listed no process (exit code ${exitCode})`)
  return rows
}

function processOf(row: PsRow): ProcessInfo {
  const zombie = row.state.startsWith('Z')
  const argv = zombie ? [] : splitJoinedArguments(row.command, isFile)
  const program = argv[0]
  return {
    pid: row.pid,
    parentPid: row.parentPid,
    // What a program calls itself is a path only where it was started by one.
    exe: program?.startsWith('/') ? program : undefined,
    argv,
    cwd: undefined,
    startedAt: row.startedAt,
    startToken: row.startText,
    zombie,
    inContainer: false,
    cpuSeconds: row.cpuSeconds,
    residentBytes: row.residentBytes,
  }
}

function assistantsAmong(
  processes: readonly ProcessInfo[],
  isAssistant: IsAssistant,
): readonly ProcessInfo[] {
  const byPid = new Map(processes.map((process) => [process.pid, process]))
  return processes.filter((process) => isAssistant(process, byPid.get(process.parentPid)))
}

function keyOf({ pid, startToken }: ProcessInfo): string {
  return `${pid} ${startToken}`
}

/** `undefined` where `lsof` says nothing of the process: it is gone, or not ours. */
async function openFiles({ run, lsof }: DarwinTools, pid: number): Promise<readonly string[] | undefined> {
  const { stdout } = await run(lsof, ['-w', '-p', String(pid), '-F', 'pfn'])
  if (stdout === '') return undefined
  return parseLsof(stdout)
    .filter(({ descriptor, name }) => /^\d/.test(descriptor) && name.startsWith('/'))
    .map(({ name }) => name)
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch (error) {
    // A path that leads nowhere is no file, for whatever reason; anything else is a bug.
    if (systemErrorCode(error) === undefined) throw error
    return false
  }
}
