import { describe, expect, it } from 'vitest'
import { readFileSync } from 'node:fs'
import type { Clock } from '../../ports.ts'
import { bootIdFromUptime } from './boot-id.ts'
import { createProcessTable } from './create-process-table.ts'

const clock: Clock = { now: () => new Date(), monotonicMs: () => 0 }
const { platform } = process

describe('createProcessTable', () => {
  it.runIf(platform === 'linux' || platform === 'darwin' || platform === 'win32')(
    'finds this process on the system that runs the test',
    async () => {
      if (platform !== 'linux' && platform !== 'darwin' && platform !== 'win32') throw new Error(platform)
      const table = createProcessTable(platform)
      const { processes } = await table.snapshot()
      const own = processes.find(({ pid }) => pid === process.pid)
      expect(own?.parentPid).toBe(process.ppid)
      expect(own?.startToken).toBeDefined()
    },
  )

  it.runIf(platform === 'linux')('names the boot as the kernel does', async () => {
    const table = createProcessTable('linux', { clock })
    const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    expect((await table.snapshot()).bootId).toBe(bootId)
  })
})

describe('bootIdFromUptime', () => {
  it('names the minute of the start', () => {
    expect(bootIdFromUptime(new Date('2026-11-20T12:00:30Z'), 3600)).toBe('booted-2026-11-20T11:00Z')
  })
})
