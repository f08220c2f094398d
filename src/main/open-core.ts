import { type App, createApp } from '../core/app.ts'
import { createDemo } from '../core/demo/demo.ts'
import { createProcessTable } from '../core/discovery/process-table/create-process-table.ts'
import { dataFolder } from '../core/folders.ts'
import type { Logger, ProviderEnvironment } from '../core/ports.ts'
import { systemClock } from '../core/system-clock.ts'

export interface CoreQuestion {
  readonly platform: NodeJS.Platform
  readonly home: string
  readonly env: ProviderEnvironment['env']
  readonly version: string
  /** True for sample data that goes away with the application. */
  readonly demo: boolean
  readonly logger: Logger
}

export interface OpenedCore {
  readonly app: App
  /** Stops it and leaves nothing of the sample data behind. */
  close(): Promise<void>
}

/** The core as the desktop runs it. */
export async function openCore({ platform, home, env, version, demo, logger }: CoreQuestion): Promise<OpenedCore> {
  const host = { kind: 'desktop', capabilities: ['window'] } as const
  if (demo) {
    const sample = createDemo({ clock: systemClock, logger })
    const app = await createApp({ ...sample.ports, host, version, demo })
    return {
      app,
      async close() {
        await app.stop()
        sample.remove()
      },
    }
  }
  const known = platform === 'darwin' || platform === 'win32' ? platform : 'linux'
  const environment: ProviderEnvironment = { platform: known, home, env }
  const processes = createProcessTable(known)
  const folder = dataFolder(environment)
  const ports = { clock: systemClock, logger, processes, environment, dataFolder: folder, host, version, demo }
  const app = await createApp(ports)
  return { app, close: () => app.stop() }
}
