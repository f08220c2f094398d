import type { Provider, ProviderManifest } from '../../../providers/provider.ts'
import type { ProcessInfo, ProcessSnapshot } from '../../../shared/domain/process.ts'
import { type ProviderId, providerId } from '../../../shared/domain/provider-id.ts'

export const BOOT_ID = 'boot-1'
export const BOOTED_AT = new Date('2026-11-20T10:00:00Z')

/** A process of a Linux system that was started `startedAfterS` seconds after the boot. */
export function makeProcess(
  values: Partial<ProcessInfo> & { readonly pid: number; readonly startedAfterS?: number },
): ProcessInfo {
  const { startedAfterS = 60, ...given } = values
  return {
    parentPid: 1,
    exe: undefined,
    argv: [],
    cwd: '/home/dev/app',
    startedAt: new Date(BOOTED_AT.getTime() + startedAfterS * 1000),
    startToken: String(startedAfterS * 100),
    zombie: false,
    inContainer: false,
    cpuSeconds: 0,
    residentBytes: 0,
    ...given,
  }
}

export function snapshotOf(...processes: readonly ProcessInfo[]): ProcessSnapshot {
  return { bootId: BOOT_ID, takenAt: new Date(BOOTED_AT.getTime() + 7_200_000), processes, unreadable: 0 }
}

/** A provider that knows processes and nothing else. */
export function makeProvider(
  id: string,
  matchProcess: NonNullable<Provider['matchProcess']>,
): Provider & { readonly manifest: { readonly id: ProviderId } } {
  const nothing = { level: 'none', from: 'test' } as const
  const knows = {
    tokens: nothing,
    context: nothing,
    cost: nothing,
    errors: nothing,
    state: nothing,
    files: nothing,
  }
  const manifest: ProviderManifest = {
    id: providerId(id),
    name: id,
    vendor: id,
    color: 'red',
    monogram: 'T',
    knows,
  }
  return {
    manifest,
    roots: () => [],
    transcript: () => undefined,
    parser: () => ({ line: () => 'ignored', checkpoint: () => null }),
    modelWindow: () => undefined,
    matchProcess,
  }
}
