import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Home } from './home.ts'

/** A process that is called as an assistant's is, and does nothing. */
export interface StandIn {
  readonly pid: number
  /** Ends it without giving it a chance to clean up. */
  readonly kill: () => Promise<void>
}

export interface StandInParts {
  /** A program of the system that is copied. */
  readonly program: '/bin/sleep' | '/usr/bin/tail'
  /** Where the copy lies below the home. */
  readonly path: string
  readonly argv0: string
  readonly args: readonly string[]
  readonly cwd: string
}

/** Starts a copy of a program under another name. It runs by then: its program and arguments can be seen. */
export async function startStandIn(home: Home, parts: StandInParts): Promise<StandIn> {
  const exe = join(home.path, parts.path)
  mkdirSync(dirname(exe), { recursive: true })
  mkdirSync(parts.cwd, { recursive: true })
  copyFileSync(parts.program, exe)
  chmodSync(exe, 0o755)
  const child = spawn(exe, parts.args, { argv0: parts.argv0, cwd: parts.cwd, stdio: 'ignore' })
  await once(child, 'spawn')
  const { pid } = child
  if (pid === undefined) throw new Error(`${exe} has no pid`)
  return { pid, kill: () => killed(child) }
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}

/** Start of a process as the kernel counts it: field 22 of its `stat`, whose second field may hold anything. */
export function startTicks(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const field = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  if (field === undefined) throw new Error(`no start in the stat of ${pid}`)
  return field
}
