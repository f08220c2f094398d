import { type App, createApp } from '../core/app.ts'
import type { Logger, ProviderEnvironment } from '../core/ports.ts'
import { openPorts } from '../core/system-ports.ts'

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
export async function openCore(question: CoreQuestion): Promise<OpenedCore> {
  const host = { kind: 'desktop', capabilities: ['window'] } as const
  const { ports, release } = await openPorts({ ...question, host })
  try {
    const app = await createApp(ports)
    return {
      app,
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
