import { presences } from '../providers/presences.ts'
import { isAssistant } from './discovery/match-processes.ts'
import { createProcessTable } from './discovery/process-table/create-process-table.ts'
import { dataFolder } from './folders.ts'
import { createLoopback } from './loopback/loopback.ts'
import type { Logger, Ports, ProviderEnvironment } from './ports.ts'
import { systemClock } from './system-clock.ts'

export interface PortsQuestion {
  readonly platform: NodeJS.Platform
  readonly home: string
  readonly env: ProviderEnvironment['env']
  readonly logger: Logger
  readonly host: Ports['host']
  readonly version: string
  /** True for sample data that goes away when `release` is called. */
  readonly demo: boolean
}

export interface OpenedPorts {
  readonly ports: Ports
  readonly release: () => void
}

/** The ports of this machine, or of sample data in a throw-away folder. The host calls `release` when it is done. */
export async function openPorts(question: PortsQuestion): Promise<OpenedPorts> {
  const { platform, home, env, logger, host, version, demo } = question
  if (demo) {
    const { createDemo } = await import('./demo/demo.ts')
    const sample = createDemo({ clock: systemClock, logger })
    return { ports: { ...sample.ports, host, version, demo }, release: () => sample.remove() }
  }
  const known = platform === 'darwin' || platform === 'win32' ? platform : 'linux'
  const environment: ProviderEnvironment = { platform: known, home, env }
  const processes = createProcessTable(known, {
    logger,
    isAssistant: (process, parent) => isAssistant(presences, process, parent),
  })
  const folder = dataFolder(environment)
  return {
    ports: {
      clock: systemClock,
      logger,
      processes,
      loopback: createLoopback(platform),
      environment,
      dataFolder: folder,
      host,
      version,
      demo,
    },
    release: () => {},
  }
}
