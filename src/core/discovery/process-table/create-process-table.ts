import type { ProviderEnvironment } from '../../../providers/provider.ts'
import type { Clock, Logger, ProcessTable } from '../../ports.ts'
import { systemClock } from '../../system-clock.ts'
import type { IsAssistant } from './darwin.ts'

export interface ProcessTableOptions {
  readonly clock?: Clock
  /** Is told what could not be found out. */
  readonly logger?: Logger
  /**
   * Which processes are worth a question of its own: without it the working folders on macOS stay unknown.
   */
  readonly isAssistant?: IsAssistant
}

/** The process table of the system that this runs on, loaded with the first question: each system needs one only. */
export function createProcessTable(
  platform: ProviderEnvironment['platform'],
  options: ProcessTableOptions = {},
): ProcessTable {
  let loading: Promise<ProcessTable> | undefined
  const table = () => (loading ??= loadProcessTable(platform, options))
  return {
    snapshot: async () => (await table()).snapshot(),
    someEnded: async (processes) => (await table()).someEnded(processes),
    openFiles: async (pid) => (await table()).openFiles(pid),
  }
}

async function loadProcessTable(
  platform: ProviderEnvironment['platform'],
  { clock = systemClock, logger, isAssistant = () => false }: ProcessTableOptions,
): Promise<ProcessTable> {
  if (platform === 'linux') return (await import('./linux.ts')).createLinuxProcessTable(clock)
  if (platform === 'darwin') {
    return (await import('./darwin.ts')).createDarwinProcessTable({ clock, logger, isAssistant })
  }
  return (await import('./windows.ts')).createWindowsProcessTable(clock)
}
