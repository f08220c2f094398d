import { createRouter } from '../src/core/api/router.ts'
import { type App, createApp } from '../src/core/app.ts'
import type { ProcessTable } from '../src/core/ports.ts'
import { openPorts } from '../src/core/system-ports.ts'
import type { ApiRouter } from '../src/server/api-router.ts'
import type { Home } from './terminal/home.ts'

/** The application itself, over files of a test. */
export interface RealCore {
  readonly app: App
  readonly router: ApiRouter
  /** Ends it and gives back what it held. */
  stop(): Promise<void>
}

export interface RealCoreOptions {
  /** A person's home; `undefined` for sample data. */
  readonly home?: Home
  /** In place of the processes of this machine. */
  readonly processes?: ProcessTable
}

const quiet = (): void => undefined

/** Opens the core as a server's host does. It has not looked yet. */
export async function openRealCore({ home, processes }: RealCoreOptions): Promise<RealCore> {
  const { ports, release } = await openPorts({
    platform: process.platform,
    home: home?.path ?? '/nowhere',
    env: home === undefined ? {} : { LLM_SESSION_HOME: home.data },
    logger: { debug: quiet, warn: quiet, error: (message, cause) => console.error(message, cause) },
    host: { kind: 'server', capabilities: [] },
    version: '0.0.0',
    demo: home === undefined,
  })
  const app = await createApp(processes === undefined ? ports : { ...ports, processes })
  return {
    app,
    router: createRouter(app.service),
    async stop() {
      await app.stop()
      release()
    },
  }
}
