import { mkdirSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ProcessInfo } from '../../../shared/domain/process.ts'
import type { Clock, ProcessTable } from '../../ports.ts'
import { createLinuxProcessTable } from './linux.ts'
import { BOOTED_AT, type FakeProcess, fakeProc, OWN_NAMESPACES } from './testing/fake-proc.ts'

const now = new Date('2026-11-20T12:00:00Z')
const clock: Clock = { now: () => now, monotonicMs: () => 0 }
let folder: string
let proc: ReturnType<typeof fakeProc>
let table: ProcessTable

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fake-proc-'))
  proc = fakeProc(folder)
  table = createLinuxProcessTable(clock, folder, 1000)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function scanned(process: FakeProcess): Promise<ProcessInfo | undefined> {
  proc.add(process)
  return find(process.pid)
}

async function find(pid: number): Promise<ProcessInfo | undefined> {
  const snapshot = await table.snapshot()
  return snapshot.processes.find((process) => process.pid === pid)
}

describe.runIf(process.platform !== 'win32')('a scan of a made-up /proc', () => {
  it('tells all there is of a process', async () => {
    const found = await scanned({
      pid: 310,
      parentPid: 300,
      name: 'claude',
      userTicks: 150,
      systemTicks: 25,
      startTicks: 360_050,
      residentPages: 100,
      cmdline: 'claude\0--resume\0abc\0',
      exe: '/home/dev/.local/share/claude/versions/2.1.329',
      cwd: '/home/dev/app',
    })
    expect(found).toEqual({
      pid: 310,
      parentPid: 300,
      exe: '/home/dev/.local/share/claude/versions/2.1.329',
      argv: ['claude', '--resume', 'abc'],
      cwd: '/home/dev/app',
      startedAt: new Date(BOOTED_AT.getTime() + 3_600_500),
      startToken: '360050',
      zombie: false,
      inContainer: false,
      cpuSeconds: 1.75,
      residentBytes: 100 * 16_384,
    })
  })

  it('names the boot and the time of the scan', async () => {
    expect(await table.snapshot()).toEqual({
      bootId: 'c71c0b6f-c2f2-499e-9eac-12ce3b19d359',
      takenAt: now,
      processes: [],
      unreadable: 0,
    })
  })

  it.each([
    ['no arguments at all', '', []],
    ['arguments with spaces', 'sh\0-c\0echo a b\0', ['sh', '-c', 'echo a b']],
    ['a line feed and a tab in an argument', 'claude\0-p\0a\nb\tc\0', ['claude', '-p', 'a\nb\tc']],
    ['an escape sequence in an argument', 'claude\0\u001b[2J\0', ['claude', '\u001b[2J']],
    ['an empty argument in the middle', 'a\0\0b\0', ['a', '', 'b']],
    ['a title written over longer arguments', 'claude\0\0\0\0\0\0\0\0', ['claude']],
    ['a title without its NUL', 'pi: working', ['pi: working']],
  ])('splits %s', async (_, cmdline, argv) => {
    expect((await scanned({ pid: 310, cmdline }))?.argv).toEqual(argv)
  })

  it('reads long arguments whole, and of absurdly long ones the beginning', async () => {
    const long = 'x'.repeat(130_000)
    proc.add({ pid: 310, cmdline: `claude\0-p\0${long}\0--session-id\0abc\0` })
    proc.add({ pid: 311, cmdline: `claude\0${'y'.repeat(2_000_000)}\0` })
    expect((await find(310))?.argv).toEqual(['claude', '-p', long, '--session-id', 'abc'])
    expect((await find(311))?.argv[1]?.length).toBe(256 * 1024 - 'claude\0'.length)
  })

  it('keeps the mark of a program that was replaced on the disk', async () => {
    const exe = '/home/dev/.local/share/claude/versions/2.1.329 (deleted)'
    expect((await scanned({ pid: 310, exe }))?.exe).toBe(exe)
  })

  it('lists a zombie and a thread of the kernel without program, arguments or folder', async () => {
    proc.add({ pid: 310, state: 'Z', cmdline: '' })
    proc.add({ pid: 311, flags: 0x20_0000, cmdline: '' })
    const nothing = { argv: [], exe: undefined, cwd: undefined }
    expect(await find(310)).toMatchObject({ ...nothing, zombie: true, startToken: '6000' })
    expect(await find(311)).toMatchObject({ ...nothing, zombie: false })
  })

  it.each([
    ['pid', { ...OWN_NAMESPACES, pid: 'pid:[9]' }],
    ['mount', { ...OWN_NAMESPACES, mnt: 'mnt:[9]' }],
  ])('sees that a process lives in another %s namespace', async (_, namespaces) => {
    expect((await scanned({ pid: 310, namespaces }))?.inContainer).toBe(true)
  })

  it('skips what vanishes: before its stat, after its stat, and while it is removed', async () => {
    mkdirSync(join(folder, '309'))
    proc.add({ pid: 310 })
    unlinkSync(join(folder, '310/cmdline'))
    proc.add({ pid: 311 })
    unlinkSync(join(folder, '311/exe'))
    proc.add({ pid: 312, state: 'X' })
    proc.add({ pid: 313 })
    writeFileSync(join(folder, '313/stat'), '')
    proc.add({ pid: 314 })
    const snapshot = await table.snapshot()
    expect(snapshot.processes.map((process) => process.pid)).toEqual([314])
    expect(snapshot.unreadable).toBe(0)
  })

  it('does not give an empty list where there is no /proc', async () => {
    await expect(createLinuxProcessTable(clock, join(folder, 'none')).snapshot()).rejects.toThrow('ENOENT')
  })
})

describe.runIf(process.platform !== 'win32')('a second scan of a made-up /proc', () => {
  it('sees the new owner of a reused pid', async () => {
    await scanned({ pid: 310, startTicks: 6000, cmdline: 'claude\0', exe: '/bin/claude' })
    proc.remove(310)
    const found = await scanned({ pid: 310, startTicks: 7000, cmdline: 'codex\0', exe: '/bin/codex' })
    expect(found).toMatchObject({ startToken: '7000', argv: ['codex'], exe: '/bin/codex' })
  })

  it('sees that a process runs another program now, even one of the same name', async () => {
    await scanned({ pid: 310, stackStart: '1', cmdline: 'sh\0-c\0exec claude\0', exe: '/bin/sh' })
    proc.remove(310)
    const found = await scanned({ pid: 310, stackStart: '2', cmdline: 'claude\0', exe: '/bin/claude' })
    expect(found).toMatchObject({ startToken: '6000', argv: ['claude'], exe: '/bin/claude' })
  })

  it('sees that a process gave itself another title', async () => {
    await scanned({ pid: 310, name: 'MainThread', cmdline: 'node\0/x/bin/pi\0' })
    proc.remove(310)
    expect((await scanned({ pid: 310, name: 'pi', cmdline: 'pi\0' }))?.argv).toEqual(['pi'])
  })

  it('sees that a process died and was not collected', async () => {
    await scanned({ pid: 310, cmdline: 'claude\0' })
    proc.remove(310)
    expect(await scanned({ pid: 310, state: 'Z', cmdline: '' })).toMatchObject({ zombie: true, argv: [] })
  })

  it('sees that a process went to another folder', async () => {
    await scanned({ pid: 310, cwd: '/home/dev/a' })
    proc.remove(310)
    expect((await scanned({ pid: 310, cwd: '/home/dev/b' }))?.cwd).toBe('/home/dev/b')
  })

  it('does not move the start of a process when the clock of the system is set', async () => {
    const before = await scanned({ pid: 310 })
    writeFileSync(join(folder, 'stat'), `btime ${BOOTED_AT.getTime() / 1000 + 3600}\n`)
    expect((await find(310))?.startedAt).toEqual(before?.startedAt)
    expect((await scanned({ pid: 311 }))?.startedAt?.getTime()).toBe(
      (before?.startedAt?.getTime() ?? 0) + 3_600_000,
    )
  })
})

describe.runIf(process.platform !== 'win32')('open files in a made-up /proc', () => {
  it('names those that have a path', async () => {
    const rollout = '/home/dev/.codex/sessions/2026/11/20/rollout-a.jsonl'
    const openFiles = {
      0: '/dev/null',
      1: 'pipe:[5]',
      2: 'socket:[6]',
      3: 'anon_inode:[eventpoll]',
      4: rollout,
    }
    proc.add({ pid: 310, openFiles: { ...openFiles, 5: '/tmp/x (deleted)' } })
    expect((await table.openFiles(310))?.toSorted()).toEqual(['/dev/null', rollout])
  })

  it('says that a process that is gone holds nothing', async () => {
    expect(await table.openFiles(310)).toEqual([])
  })
})
