import { describe, expect, it } from 'vitest'
import type { Clock } from '../../ports.ts'
import { createWindowsProcessTable } from './windows.ts'

const clock: Clock = { now: () => new Date('2026-11-20T12:00:00Z'), monotonicMs: () => 0 }

/** A row as systeminformation 5.33 makes it of one `Win32_Process`. */
function row(values: Readonly<Record<string, unknown>>): unknown {
  return {
    pid: 4242,
    parentPid: 100,
    name: 'claude.exe',
    cpu: 0,
    mem: 1,
    memVsz: 90_000,
    memRss: 80_000,
    nice: 0,
    started: '2026-11-20 11:30:05',
    state: 'unknown',
    tty: '',
    user: '',
    command: String.raw`"C:\Users\dev\.local\bin\claude.exe" --resume "a b"`,
    path: String.raw`C:\Users\dev\.local\bin\claude.exe`,
    params: '',
    ...values,
  }
}

describe('a scan on Windows', () => {
  it('tells what the system tells', async () => {
    const { processes, unreadable, takenAt } = await createWindowsProcessTable(clock, async () => [
      row({}),
    ]).snapshot()
    const startedAt = new Date(2026, 10, 20, 11, 30, 5)
    expect(takenAt).toEqual(clock.now())
    expect(unreadable).toBe(0)
    expect(processes).toEqual([
      {
        pid: 4242,
        parentPid: 100,
        exe: String.raw`C:\Users\dev\.local\bin\claude.exe`,
        argv: [String.raw`C:\Users\dev\.local\bin\claude.exe`, '--resume', 'a b'],
        cwd: undefined,
        startedAt,
        startToken: startedAt.toISOString(),
        zombie: false,
        inContainer: false,
        cpuSeconds: undefined,
        residentBytes: 80_000 * 1024,
      },
    ])
  })

  it('counts what it may not read or does not understand', async () => {
    const rows = [row({ command: 'System', path: null }), row({ pid: 'x' }), 7, row({ pid: 5 })]
    const { processes, unreadable } = await createWindowsProcessTable(clock, async () => rows).snapshot()
    expect(processes.map(({ pid }) => pid)).toEqual([5])
    expect(unreadable).toBe(3)
  })

  it.each([null, '', 'yesterday', '2026-13-45 99:00:00'])('knows no start from %j', async (started) => {
    const { processes } = await createWindowsProcessTable(clock, async () => [row({ started })]).snapshot()
    expect(processes[0]).toMatchObject({ startedAt: undefined, startToken: undefined })
  })

  it('does not take the empty list of a failed query for an answer', async () => {
    await expect(createWindowsProcessTable(clock, async () => []).snapshot()).rejects.toThrow(
      'listed no process',
    )
  })

  it('knows no open files', async () => {
    expect(await createWindowsProcessTable(clock, async () => [row({})]).openFiles(4242)).toBeUndefined()
  })

  it('asks systeminformation where nothing else is given', async () => {
    const { processes, unreadable } = await createWindowsProcessTable(clock).snapshot()
    expect(processes.length + unreadable).toBeGreaterThan(1)
  })
})
