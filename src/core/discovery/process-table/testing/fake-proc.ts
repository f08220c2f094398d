import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A process to put into a made-up `/proc`. What is left out is what a quiet process of user 1000 has. */
export interface FakeProcess {
  readonly pid: number
  readonly parentPid?: number
  readonly name?: string
  readonly state?: string
  readonly flags?: number
  readonly userTicks?: number
  readonly systemTicks?: number
  readonly startTicks?: number
  readonly stackStart?: string
  readonly residentPages?: number
  /** Bytes of `cmdline`. */
  readonly cmdline?: string
  readonly exe?: string
  readonly cwd?: string
  readonly namespaces?: { readonly pid: string; readonly mnt: string }
  readonly openFiles?: Readonly<Record<number, string>>
}

export const OWN_NAMESPACES = { pid: 'pid:[1]', mnt: 'mnt:[2]' }

/** When the made-up system was started: 2026-11-20T10:00:00Z. */
export const BOOTED_AT = new Date('2026-11-20T10:00:00Z')

/** A made-up `/proc` of a system with pages of 16 KiB. */
export function fakeProc(folder: string): {
  add(process: FakeProcess): void
  remove(pid: number): void
} {
  mkdirSync(join(folder, 'sys/kernel/random'), { recursive: true })
  writeFileSync(join(folder, 'sys/kernel/random/boot_id'), 'c71c0b6f-c2f2-499e-9eac-12ce3b19d359\n')
  writeFileSync(
    join(folder, 'stat'),
    `cpu  1 2 3\nintr 99 0 1\nbtime ${BOOTED_AT.getTime() / 1000}\nprocesses 5\n`,
  )
  mkdirSync(join(folder, 'self/ns'), { recursive: true })
  writeFileSync(join(folder, 'self/stat'), statLine({ pid: 1 }))
  writeFileSync(join(folder, 'self/statm'), '10 5 3 1 0 2 0\n')
  linkNamespaces(join(folder, 'self/ns'), OWN_NAMESPACES)

  return {
    add(process) {
      const own = join(folder, String(process.pid))
      mkdirSync(join(own, 'ns'), { recursive: true })
      writeFileSync(join(own, 'stat'), statLine(process))
      writeFileSync(join(own, 'cmdline'), process.cmdline ?? 'sleep\x0060\0')
      symlinkSync(process.exe ?? '/usr/bin/sleep', join(own, 'exe'))
      symlinkSync(process.cwd ?? '/home/dev', join(own, 'cwd'))
      linkNamespaces(join(own, 'ns'), process.namespaces ?? OWN_NAMESPACES)
      mkdirSync(join(own, 'fd'))
      for (const [fd, path] of Object.entries(process.openFiles ?? {})) symlinkSync(path, join(own, 'fd', fd))
    },
    remove(pid) {
      rmSync(join(folder, String(pid)), { recursive: true })
    },
  }
}

function linkNamespaces(folder: string, namespaces: { readonly pid: string; readonly mnt: string }): void {
  symlinkSync(namespaces.pid, join(folder, 'pid'))
  symlinkSync(namespaces.mnt, join(folder, 'mnt'))
}

/** Fields 3 to 28 of proc(5), and a few after them. The virtual size is 10 pages. */
export function statLine(process: FakeProcess): string {
  const fields: (string | number)[] = Array.from({ length: 50 }, () => 0)
  const set = (field: number, value: string | number) => (fields[field - 3] = value)
  set(3, process.state ?? 'S')
  set(4, process.parentPid ?? 1)
  set(9, process.flags ?? 0x40_0000)
  set(14, process.userTicks ?? 0)
  set(15, process.systemTicks ?? 0)
  set(22, process.startTicks ?? 6000)
  set(23, 10 * 16_384)
  set(24, process.residentPages ?? 3)
  set(28, process.stackStart ?? '140730000000000')
  return `${process.pid} (${process.name ?? 'sleep'}) ${fields.join(' ')}\n`
}
