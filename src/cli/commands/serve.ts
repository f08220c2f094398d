import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createRouter } from '../../core/api/router.ts'
import { systemClock } from '../../core/system-clock.ts'
import { createServerHost } from '../../server/server-host.ts'
import { CommandError, EXIT } from '../exit-codes.ts'
import { interrupted } from '../interruption.ts'
import { type OpenedApp, openApp } from '../open-app.ts'
import { packageRoot } from '../package-root.ts'
import type { GlobalOptions } from '../global-options.ts'
import type { Terminal } from '../terminal.ts'

export interface ServeOptions extends GlobalOptions {
  readonly port: number
}

function pageFolder(): string {
  const folder = join(packageRoot, 'dist', 'renderer')
  if (existsSync(join(folder, 'index.html'))) return folder
  throw new CommandError('the page is not built.', EXIT.failed, 'Run npm run build once, then again.')
}

export async function serve(terminal: Terminal, options: ServeOptions): Promise<void> {
  const opened = await openApp(terminal, options, { kind: 'server' })
  await serveApp(terminal, options, opened)
}

/** Serves an application until the process is asked to end. Closes it in every case. */
export async function serveApp(
  terminal: Terminal,
  options: ServeOptions,
  { app, close, handOverSignals }: OpenedApp,
): Promise<void> {
  const server = createServerHost({
    router: createRouter(app.service),
    staticFolder: pageFolder(),
    port: options.port,
    clock: systemClock,
    logger: app.logger,
    randomBytes,
  })
  try {
    const { url } = await startOrExplain(server, options.port)
    await app.start()
    terminal.out(
      `Open ${terminal.paint('info', url)}`,
      terminal.paint('dim', 'The address holds a key for this run. Ctrl+C ends it.'),
    )
    handOverSignals()
    await interrupted()
  } finally {
    await server.stop()
    await close()
  }
}

async function startOrExplain(server: ReturnType<typeof createServerHost>, port: number) {
  try {
    return await server.start()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new CommandError(
        `port ${port} is taken.`,
        EXIT.failed,
        'Choose another with --port, or leave it out for a free one.',
      )
    }
    if (error instanceof Error && 'code' in error && error.code === 'EACCES') {
      throw new CommandError(
        `port ${port} is not open to this account.`,
        EXIT.failed,
        'Choose one from 1024 on with --port, or leave it out for a free one.',
      )
    }
    throw error
  }
}
