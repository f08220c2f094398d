import { readFileSync } from 'node:fs'
import { uptime } from 'node:os'
import type { ProviderEnvironment } from '../../../providers/provider.ts'
import type { Clock } from '../../ports.ts'

/** Names this run of the system. */
export function readBootId(platform: ProviderEnvironment['platform'], clock: Clock): string {
  if (platform === 'linux') return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  return bootIdFromUptime(clock.now(), uptime())
}

/**
 * Names a boot by its minute, for systems that give it no name. The clock may be set between two calls, and
 * the name change: start tokens are absolute there, so that a link may be made anew, but never joins two
 * processes.
 */
export function bootIdFromUptime(now: Date, uptimeSeconds: number): string {
  const bootedAt = new Date(now.getTime() - uptimeSeconds * 1000)
  return `booted-${bootedAt.toISOString().slice(0, 16)}Z`
}
