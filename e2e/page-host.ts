import { randomBytes } from 'node:crypto'
import { systemClock } from '../src/core/system-clock.ts'
import type { ApiRouter } from '../src/server/api-router.ts'
import { createServerHost, type RunningServer } from '../src/server/server-host.ts'

/** The page, served by the real server host until it is stopped. */
export interface PageHost {
  readonly address: RunningServer
  /** Ends every connection, as a host that quits does. */
  stop(): Promise<void>
  /** Listens again at the same address. */
  restart(): Promise<void>
}

/** Serves the built page of `staticFolder` over a router. */
export async function servePage(router: ApiRouter, staticFolder: string): Promise<PageHost> {
  const quiet = (): void => undefined
  const logger = {
    debug: quiet,
    warn: quiet,
    error: (message: string, cause: unknown) => console.error(message, cause),
  }
  const host = (at: { readonly port?: number; readonly token?: string }) =>
    createServerHost({ router, staticFolder, clock: systemClock, logger, randomBytes, ...at })
  let server = host({})
  const address = await server.start()
  return {
    address,
    stop: () => server.stop(),
    async restart() {
      server = host({ port: address.port, token: address.token })
      await server.start()
    },
  }
}
