import { createRouter } from '../src/core/api/router.ts'
import { createApp } from '../src/core/app.ts'
import { createDemo } from '../src/core/demo/demo.ts'
import { systemClock } from '../src/core/system-clock.ts'
import type { ApiRouter } from '../src/server/api-router.ts'

/** The whole core over sample sessions, with a store of its own. */
export interface DemoCore {
  readonly router: ApiRouter
  stop(): Promise<void>
}

export async function startDemoCore(): Promise<DemoCore> {
  const quiet = (): void => undefined
  const logger = {
    debug: quiet,
    warn: quiet,
    error: (message: string, cause: unknown) => console.error(message, cause),
  }
  const demo = createDemo({ clock: systemClock, logger })
  const host = { kind: 'server', capabilities: [] } as const
  const app = await createApp({ ...demo.ports, host, version: '0.0.0-test', demo: true })
  await app.look()
  return {
    router: createRouter(app.service),
    async stop() {
      await app.stop()
      demo.remove()
    },
  }
}
