import { cpus, totalmem, type } from 'node:os'
import type { Logger } from '../ports.ts'

/** What the machine is, for reports. */
export interface Machine {
  /** Name and version of the system, as its vendor calls it: `Debian GNU/Linux 12`. */
  readonly system: string
  /** Model of the processor; empty where the system does not tell. */
  readonly cpuModel: string
  /** Logical processors. */
  readonly cpus: number
  readonly memoryBytes: number
}

/**
 * Asks what the machine is. It starts programs of the system and takes a tenth of a second or two, so ask once, and
 * only where somebody wants to know. What cannot be found out is left as Node tells it.
 */
export async function describeMachine(logger: Logger): Promise<Machine> {
  const known = {
    system: type(),
    cpuModel: cpus()[0]?.model ?? '',
    cpus: cpus().length,
    memoryBytes: totalmem(),
  }
  try {
    // Loaded here: a command that lists sessions never needs it. Called without arguments only, see docs/security.md.
    const { osInfo, cpu } = await import('systeminformation')
    const [os, processor] = await Promise.all([osInfo(), cpu()])
    const system = [os.distro, os.release].filter((part) => part !== '' && part !== 'unknown').join(' ')
    const cpuModel = [processor.manufacturer, processor.brand].filter((part) => part !== '').join(' ')
    return { ...known, system: system || known.system, cpuModel: cpuModel || known.cpuModel }
  } catch (cause) {
    logger.warn('the system does not tell what it is', { cause: String(cause) })
    return known
  }
}
