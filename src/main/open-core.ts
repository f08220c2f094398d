import { dirname } from 'node:path'
import { type App, createApp } from '../core/app.ts'
import { settingsFile } from '../core/folders.ts'
import type { Logger, Power, ProviderEnvironment } from '../core/ports.ts'
import { openPorts } from '../core/system-ports.ts'

export interface CoreQuestion {
  readonly platform: NodeJS.Platform
  readonly home: string
  readonly env: ProviderEnvironment['env']
  readonly version: string
  /** True for sample data that goes away with the application. */
  readonly demo: boolean
  readonly power: Power
  readonly logger: Logger
}

export interface OpenedCore {
  readonly app: App
  /** Folder of the settings file, and of what else the person chose. */
  readonly settingsFolder: string
  /** Stops it and leaves nothing of the sample data behind. */
  close(): Promise<void>
}

/** The core as the desktop runs it. */
export async function openCore(question: CoreQuestion): Promise<OpenedCore> {
  const host = { kind: 'desktop', capabilities: ['window', 'preferences'] } as const
  const { ports, release } = await openPorts({ ...question, host })
  try {
    const app = await createApp({ ...ports, power: question.power })
    return {
      app,
      settingsFolder: dirname(settingsFile(ports.environment)),
      async close() {
        await app.stop()
        release()
      },
    }
  } catch (error) {
    release()
    throw error
  }
}
