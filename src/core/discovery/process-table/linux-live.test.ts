import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  copyFileSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ProcessInfo } from '../../../shared/domain/process.ts'
import { runAsOrdinaryUser } from '../../files/testing/ordinary-user.ts'
import type { Clock, ProcessTable } from '../../ports.ts'
import { createLinuxProcessTable } from './linux.ts'

const source = join(import.meta.dirname, 'linux.ts')
const onLinux = process.platform === 'linux'
const asRoot = onLinux && process.getuid?.() === 0
const inContainer = ['--pid', '--fork', '--mount-proc']
const mayMakeContainers = asRoot && spawnSync('unshare', [...inContainer, 'true']).status === 0
const clock: Clock = { now: () => new Date(), monotonicMs: () => performance.now() }
let folder: string
let children: ChildProcess[]
let table: ProcessTable

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'live-proc-')))
  chmodSync(folder, 0o755)
  children = []
  table = createLinuxProcessTable(clock)
})
afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

function start(
  program: string,
  args: readonly string[],
  cwd = folder,
): ChildProcess & { readonly pid: number } {
  const child = spawn(program, args, { cwd, stdio: ['pipe', 'ignore', 'ignore'] })
  children.push(child)
  if (child.pid === undefined) throw new Error(`${program} was not started`)
  return Object.assign(child, { pid: child.pid })
}

/**
 * Scans until a process looks as it should: what was just started needs a moment to become what it will be.
 */
function seen(is: (process: ProcessInfo) => boolean): Promise<ProcessInfo> {
  return vi.waitFor(
    async () => {
      const found = (await table.snapshot()).processes.find(is)
      if (!found) throw new Error('no such process')
      return found
    },
    { timeout: 10_000, interval: 10 },
  )
}

function sleeper(name: string): string {
  const path = join(folder, name)
  copyFileSync('/bin/sleep', path)
  chmodSync(path, 0o755)
  return path
}

describe.runIf(onLinux)('a scan of the real /proc', () => {
  it('finds this very process', async () => {
    const own = (await table.snapshot()).processes.find((found) => found.pid === process.pid)
    expect(own).toMatchObject({
      parentPid: process.ppid,
      exe: realpathSync(process.execPath),
      cwd: process.cwd(),
      zombie: false,
      inContainer: false,
    })
    const startedMsAgo = Date.now() - (own?.startedAt?.getTime() ?? 0)
    expect(Math.abs(startedMsAgo - process.uptime() * 1000)).toBeLessThan(2_500)
    const rss = process.memoryUsage.rss()
    expect((own?.residentBytes ?? 0) / rss).toBeGreaterThan(0.5)
    expect((own?.residentBytes ?? 0) / rss).toBeLessThan(2)
    expect(own?.cpuSeconds).toBeGreaterThan(0)
  })

  it('names the same boot as the kernel', async () => {
    const { bootId } = await table.snapshot()
    expect(bootId).toBe(readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim())
  })

  it('reads a program whose name looks like the fields behind it', async () => {
    const path = sleeper('a) S 1 (b')
    const { pid } = start(path, ['60'])
    expect(await seen((found) => found.pid === pid && found.exe === path)).toMatchObject({
      parentPid: process.pid,
      argv: [path, '60'],
      cwd: folder,
      zombie: false,
    })
  })

  it('keeps a line feed inside its argument', async () => {
    const { pid } = start('/bin/sh', ['-c', 'read line', 'a\nb', '\u001b[31mred'])
    const found = await seen((found) => found.pid === pid && found.exe !== process.execPath)
    expect(found.argv).toEqual(['/bin/sh', '-c', 'read line', 'a\nb', '\u001b[31mred'])
  })

  it('sees a zombie as a zombie', async () => {
    // The shell starts a child and becomes a program that never collects it.
    const { pid } = start('/bin/sh', ['-c', `sh -c 'exit 0' & exec sleep 60`])
    const zombie = await seen((found) => found.parentPid === pid && found.zombie)
    expect(zombie).toMatchObject({ argv: [], exe: undefined, cwd: undefined })
    expect(zombie.startToken).toMatch(/^\d+$/)
  })

  it('sees that a process runs another program now', async () => {
    const child = start('/bin/sh', ['-c', 'read line; exec sleep 60'])
    const shell = await seen((found) => found.pid === child.pid && found.argv[1] === '-c')
    child.stdin?.write('go\n')
    const sleep = await seen((found) => found.pid === child.pid && found.argv[0] === 'sleep')
    expect(sleep.startToken).toBe(shell.startToken)
    expect(sleep.exe).not.toBe(shell.exe)
  })

  it('no longer lists a process that has ended', async () => {
    const child = start('/bin/sleep', ['60'])
    await seen((found) => found.pid === child.pid)
    const ended = new Promise((resolve) => {
      child.once('exit', resolve)
    })
    child.kill('SIGKILL')
    await ended
    const { processes } = await table.snapshot()
    expect(processes.some((found) => found.pid === child.pid)).toBe(false)
  })

  it('lists a stopped process as alive', async () => {
    const { pid } = start('/bin/sleep', ['60'])
    await seen((found) => found.pid === pid)
    process.kill(pid, 'SIGSTOP')
    await vi.waitFor(() => expect(readFileSync(`/proc/${pid}/stat`, 'utf8')).toContain(') T '))
    expect(await seen((found) => found.pid === pid)).toMatchObject({ zombie: false, parentPid: process.pid })
  })

  it('names the files that a process holds open', async () => {
    const path = sleeper('rollout-a.jsonl')
    const fd = openSync(path, 'r')
    expect(await table.openFiles(process.pid)).toContain(path)
    closeSync(fd)
    expect(await table.openFiles(process.pid)).not.toContain(path)
  })
})

describe.runIf(asRoot)('a scan of the real /proc across users and namespaces', () => {
  it.runIf(mayMakeContainers)('tells a process in a container from ours', async () => {
    const { pid } = start('unshare', [...inContainer, 'sleep', '61'])
    const inside = await seen((found) => found.parentPid === pid && found.argv[0] === 'sleep')
    expect(inside.inContainer).toBe(true)
  })

  it('counts what it may not read, and lists what is its own', () => {
    const body = `
      const table = module.createLinuxProcessTable({ now: () => new Date(), monotonicMs: () => 0 })
      const { processes, unreadable } = await table.snapshot()
      const own = processes.find((found) => found.pid === process.pid)
      return {
        ownFolder: own.cwd,
        listsFirstProcess: processes.some((found) => found.pid === 1),
        countsOthers: unreadable > 1,
        filesOfOthers: (await table.openFiles(1)) ?? 'not told',
      }`
    expect(runAsOrdinaryUser(source, body)).toEqual({
      ownFolder: '/',
      listsFirstProcess: false,
      countsOthers: true,
      filesOfOthers: 'not told',
    })
  })

  it('lists a process of our own that hides its program, with what it shows', () => {
    // A program that its user may run but not read is hidden as one that forbids to be traced.
    const path = sleeper('hidden')
    chmodSync(path, 0o111)
    const body = `
      const { spawn } = await import('node:child_process')
      const child = spawn(args[0], ['60'], { stdio: 'ignore' })
      await new Promise((resolve) => child.once('spawn', resolve))
      const table = module.createLinuxProcessTable({ now: () => new Date(), monotonicMs: () => 0 })
      const find = async () => (await table.snapshot()).processes.find((found) => found.pid === child.pid)
      const { argv, exe = 'hidden', cwd = 'hidden', zombie } = await find()
      const again = await find()
      child.kill('SIGKILL')
      return { argv, exe, cwd, zombie, again: again.argv }`
    expect(runAsOrdinaryUser(source, body, path)).toEqual({
      argv: [path, '60'],
      exe: 'hidden',
      cwd: 'hidden',
      zombie: false,
      again: [path, '60'],
    })
  })
})

describe.runIf(onLinux)('what a scan costs', () => {
  it('does not read the arguments of a known process again', async () => {
    const argumentsOf = async () => {
      const { processes } = await table.snapshot()
      return processes.find((found) => found.pid === process.pid)?.argv
    }
    const first = await argumentsOf()
    expect(first?.length).toBeGreaterThan(0)
    expect(await argumentsOf()).toBe(first)
  })
})
