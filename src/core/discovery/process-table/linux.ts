import type { ProcessInfo, ProcessSnapshot } from '../../../shared/domain/process.ts'
import { systemErrorCode } from '../../files/file-trouble.ts'
import type { Clock, ProcessTable } from '../../ports.ts'
import { createProcFiles, type ProcFiles } from './proc-files.ts'
import { parseProcStat, type ProcStat } from './proc-stat.ts'

/** What of a process stays until it ends or runs another program. */
interface Program {
  readonly argv: readonly string[]
  readonly exe: string | undefined
  /** As the clock stood when the process was first seen: a clock that is set later does not move it. */
  readonly startedAt: Date
  readonly inContainer: boolean
  /** False where the system hides the process's folder from us. */
  readonly showsFolder: boolean
}

interface Known {
  /**
   * Start, stack and name: one of them is another as soon as the pid is reused or another program runs in it.
   */
  readonly key: string
  /** `undefined` for a process that may not be read. */
  readonly program: Program | undefined
}

/**
 * Clock ticks a second in `/proc`. The kernel converts its own clock to this constant of the user interface
 * (`USER_HZ`), which is 100 on every architecture that Node runs on.
 */
const TICKS_PER_SECOND = 100

const NAMESPACES = ['pid', 'mnt'] as const
type Namespaces = Readonly<Record<(typeof NAMESPACES)[number], string | undefined>>

/** What is the same for every process of one scan. */
interface Scan {
  readonly files: ProcFiles
  readonly userId: number | undefined
  readonly ownNamespaces: Namespaces
  readonly bootedAtMs: number
  readonly pageBytes: number
}

/**
 * Processes as `/proc` shows them. The arguments, the program and the namespaces of a process are read when
 * it is first seen, or runs another program, and kept until then: of what it knows, a scan reads one `stat`
 * and one link.
 *
 * A process of another user whose program may not be seen is counted. Under `hidepid=2` the kernel hides such
 * processes altogether, and they cannot even be counted. `environ` is never read.
 */
export function createLinuxProcessTable(
  clock: Clock,
  folder = '/proc',
  userId: number | undefined = process.getuid?.(),
): ProcessTable {
  const files = createProcFiles(folder)
  let known: ReadonlyMap<number, Known> = new Map()

  function snapshot(): ProcessSnapshot {
    const takenAt = clock.now()
    const scan = beginScan(files, userId)
    const processes: ProcessInfo[] = []
    const seen = new Map<number, Known>()
    let unreadable = 0
    for (const pid of processIds(files)) {
      const found = readProcess(scan, pid, known.get(pid))
      if (found.known) seen.set(pid, found.known)
      if (found.kind === 'unreadable') unreadable += 1
      if (found.kind === 'read') processes.push(found.process)
    }
    known = seen
    return { bootId: files.text('sys/kernel/random/boot_id').trim(), takenAt, processes, unreadable }
  }

  return {
    snapshot: async () => snapshot(),
    someEnded: async (processes) => processes.some((process) => hasEnded(files, process)),
    openFiles: async (pid) => openFiles(files, pid),
  }
}

function hasEnded(files: ProcFiles, { pid, startToken }: ProcessInfo): boolean {
  try {
    const stat = parseProcStat(files.text(`${pid}/stat`))
    return !stat || stat.startTicks !== startToken || stat.state === 'Z' || stat.state === 'X'
  } catch (error) {
    if (isGone(error)) return true
    if (isDenied(error)) return false
    throw error
  }
}

function beginScan(files: ProcFiles, userId: number | undefined): Scan {
  return {
    files,
    userId,
    ownNamespaces: namespacesOf(files, 'self'),
    bootedAtMs: bootTime(files),
    pageBytes: pageSize(files),
  }
}

function processIds(files: ProcFiles): readonly number[] {
  return files
    .names('.')
    .filter((name) => /^[1-9]\d*$/.test(name))
    .map(Number)
    .sort((a, b) => a - b)
}

type Found =
  | { readonly kind: 'read'; readonly process: ProcessInfo; readonly known: Known }
  | { readonly kind: 'unreadable' | 'gone'; readonly known?: Known }

function readProcess(scan: Scan, pid: number, before: Known | undefined): Found {
  try {
    const stat = parseProcStat(scan.files.text(`${pid}/stat`))
    if (!stat || stat.state === 'X') return { kind: 'gone' }
    const known = recognise(scan, stat, before)
    if (!known.program) return { kind: 'unreadable', known }
    return { kind: 'read', process: describe(scan, stat, known.program), known }
  } catch (error) {
    if (isGone(error)) return { kind: 'gone' }
    if (concernsAll(error)) throw error
    return { kind: 'unreadable' }
  }
}

function recognise(scan: Scan, stat: ProcStat, before: Known | undefined): Known {
  const zombie = stat.state === 'Z'
  const key = `${stat.startTicks} ${stat.stackStart} ${zombie} ${stat.name}`
  if (before?.key === key) return before
  const startedAt = new Date(scan.bootedAtMs + (Number(stat.startTicks) / TICKS_PER_SECOND) * 1000)
  if (zombie || stat.kernelThread) {
    return { key, program: { argv: [], exe: undefined, startedAt, inContainer: false, showsFolder: false } }
  }
  return { key, program: readProgram(scan, stat.pid, startedAt) }
}

/** `undefined` for a process of another user whose program may not be seen. */
function readProgram(scan: Scan, pid: number, startedAt: Date): Program | undefined {
  const { files, userId } = scan
  const argv = splitArguments(files.text(`${pid}/cmdline`))
  const exe = unlessDenied(() => files.link(`${pid}/exe`))
  if (exe !== undefined) {
    const theirs = namespacesOf(files, pid)
    const inContainer = NAMESPACES.some((kind) => differs(theirs[kind], scan.ownNamespaces[kind]))
    return { argv, exe, startedAt, inContainer, showsFolder: true }
  }
  // Our own processes hide their program too, where they forbid to be traced.
  const status = files.text(`${pid}/status`)
  if (userId === undefined || !status.includes(`\nUid:\t${userId}\t`)) return undefined
  const inContainer = /\nNSpid:\t\d+\t/.test(status)
  return { argv, exe, startedAt, inContainer, showsFolder: false }
}

function describe(scan: Scan, stat: ProcStat, program: Program): ProcessInfo {
  const cwd = program.showsFolder ? unlessDenied(() => scan.files.link(`${stat.pid}/cwd`)) : undefined
  return {
    pid: stat.pid,
    parentPid: stat.parentPid,
    exe: program.exe,
    argv: program.argv,
    cwd,
    startedAt: program.startedAt,
    startToken: stat.startTicks,
    zombie: stat.state === 'Z',
    inContainer: program.inContainer,
    cpuSeconds: stat.cpuTicks / TICKS_PER_SECOND,
    residentBytes: stat.residentPages * scan.pageBytes,
  }
}

/**
 * Each argument ends with a NUL. A program that writes a shorter title over its arguments leaves NULs behind
 * it.
 */
function splitArguments(cmdline: string): readonly string[] {
  const text = cmdline.replace(/\0+$/, '')
  return text === '' ? [] : text.split('\0')
}

function namespacesOf(files: ProcFiles, pid: number | 'self'): Namespaces {
  const link = (kind: string) => unlessDenied(() => files.link(`${pid}/ns/${kind}`))
  return { pid: link('pid'), mnt: link('mnt') }
}

function differs(theirs: string | undefined, ours: string | undefined): boolean {
  return theirs !== undefined && ours !== undefined && theirs !== ours
}

function bootTime(files: ProcFiles): number {
  const seconds = /^btime (\d+)$/m.exec(files.text('stat'))?.[1]
  if (seconds === undefined) throw new Error('the system does not tell when it was started: no btime in stat')
  return Number(seconds) * 1000
}

/** Bytes of a memory page (16 or 64 KiB on some ARM machines): our own size is told in bytes and in pages. */
function pageSize(files: ProcFiles): number {
  const bytes = parseProcStat(files.text('self/stat'))?.virtualBytes
  const pages = Number.parseInt(files.text('self/statm'), 10)
  if (bytes === undefined || !(pages > 0)) throw new Error('the system does not tell our own size')
  // The two were read one after the other, so they may differ by a little.
  return 2 ** Math.round(Math.log2(bytes / pages))
}

function openFiles(files: ProcFiles, pid: number): readonly string[] | undefined {
  try {
    const paths: string[] = []
    for (const fd of files.names(`${pid}/fd`)) {
      const target = linkOfOpenFile(files, `${pid}/fd/${fd}`)
      // Sockets and pipes have no path; that of a deleted file names nothing any more.
      if (target?.startsWith('/') && !target.endsWith(' (deleted)')) paths.push(target)
    }
    return paths
  } catch (error) {
    if (isGone(error)) return []
    if (isDenied(error)) return undefined
    throw error
  }
}

/** `undefined` for a file that was closed meanwhile. */
function linkOfOpenFile(files: ProcFiles, path: string): string | undefined {
  try {
    return files.link(path)
  } catch (error) {
    if (isGone(error)) return undefined
    throw error
  }
}

function unlessDenied(read: () => string): string | undefined {
  try {
    return read()
  } catch (error) {
    if (isDenied(error)) return undefined
    throw error
  }
}

function isGone(error: unknown): boolean {
  const code = systemErrorCode(error)
  return code === 'ENOENT' || code === 'ESRCH'
}

function isDenied(error: unknown): boolean {
  const code = systemErrorCode(error)
  return code === 'EACCES' || code === 'EPERM'
}

/** Bugs, and a lack of open files: a scan that went on would find nothing and call it all there is. */
function concernsAll(error: unknown): boolean {
  const code = systemErrorCode(error)
  return code === undefined || code === 'EMFILE' || code === 'ENFILE'
}
