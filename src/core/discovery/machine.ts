import { cpus, totalmem } from 'node:os'
import type { ProviderEnvironment } from '../../providers/provider.ts'
import type { Clock } from '../ports.ts'
import { readBootId } from './process-table/boot-id.ts'

/** What the machine is, for reports. */
export interface Machine {
  /** Logical processors. */
  readonly cpus: number
  readonly memoryBytes: number
  /** Names this run of the system; the same as in every `ProcessSnapshot` on Linux. */
  readonly bootId: string
}

export function readMachine(platform: ProviderEnvironment['platform'], clock: Clock): Machine {
  return { cpus: cpus().length, memoryBytes: totalmem(), bootId: readBootId(platform, clock) }
}
