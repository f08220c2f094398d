import type { ProviderEnvironment } from '../../../providers/provider.ts'
import type { Clock, Logger, ProcessTable } from '../../ports.ts'
import { systemClock } from '../../system-clock.ts'
import { createDarwinProcessTable, type IsAssistant } from './darwin.ts'
import { createLinuxProcessTable } from './linux.ts'
import { createWindowsProcessTable } from './windows.ts'

export interface ProcessTableOptions {
  readonly clock?: Clock
  /** Is told what could not be found out. */
  readonly logger?: Logger
  /**
   * Which processes are worth a question of its own: without it the working folders on macOS stay unknown.
   */
  readonly isAssistant?: IsAssistant
}

/** The process table of the system that this runs on. */
export function createProcessTable(
  platform: ProviderEnvironment['platform'],
  options: ProcessTableOptions = {},
): ProcessTable {
  const { clock = systemClock, logger, isAssistant = () => false } = options
  if (platform === 'linux') return createLinuxProcessTable(clock)
  if (platform === 'darwin') return createDarwinProcessTable({ clock, logger, isAssistant })
  return createWindowsProcessTable(clock)
}
