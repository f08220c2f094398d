import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import { createRouter } from '../../core/api/router.ts'
import { systemClock } from '../../core/system-clock.ts'
import { createServerHost, type RunningServer, type ServerHostOptions } from '../../server/server-host.ts'
import { CommandError, EXIT } from '../exit-codes.ts'
import { interrupted } from '../interruption.ts'
import { type OpenedApp, openApp } from '../open-app.ts'
import type { serveAnswer } from '../json-answers.ts'
import { createMovableServer, type ServerPlace, type StartedServer } from '../movable-server.ts'
import { printableJson } from '../output/json.ts'
import { packageRoot } from '../package-root.ts'
import type { GlobalOptions } from '../global-options.ts'
import type { Terminal } from '../terminal.ts'

export interface ServeOptions extends GlobalOptions {
  /** That of the settings where it is left out; 0 takes a free one. */
  readonly port?: number
  readonly json?: boolean
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
  { port, json }: Pick<ServeOptions, 'port' | 'json'>,
  { app, close, handOverSignals }: OpenedApp,
): Promise<void> {
  const staticFolder = pageFolder()
  const serving = createMovableServer({
    start: (place, token) =>
      startOrExplain(place, {
        router: createRouter(app.service),
        staticFolder,
        clock: systemClock,
        logger: app.logger,
        randomBytes,
        ...(token !== undefined && { token }),
      }),
    onMoved(server) {
      if (json) terminal.out(addressLine(server))
      else terminal.out(`The settings moved it. Open ${terminal.paint('info', server.url)}`)
      announce(server.url)
    },
    onStayed: (error) =>
      terminal.err(`It stays where it is: ${error instanceof Error ? error.message : String(error)}`),
  })
  /** Without the note, only the printed address leads here. */
  const announce = (url: string): void =>
    void app
      .announce({ kind: 'server', url })
      .catch((cause: unknown) => app.logger.error('it cannot be noted for llm-session open', cause))
  const wanted = (): ServerPlace => {
    const { server } = app.settings()
    return { address: server.address, port: port ?? server.port }
  }
  try {
    const server = await serving.start(wanted())
    const { url } = server
    app.onSettings(() => void serving.move(wanted()))
    announce(url)
    await app.start()
    if (json) terminal.out(addressLine(server))
    else
      terminal.out(
        `Open ${terminal.paint('info', url)}`,
        terminal.paint('dim', 'The address holds a key for this run. Ctrl+C ends it.'),
      )
    handOverSignals()
    await interrupted()
  } finally {
    await serving.stop()
    await close()
  }
}

function addressLine({ url, port }: RunningServer): string {
  return printableJson({ url, port } satisfies z.infer<typeof serveAnswer>, { indented: false })
}

async function startOrExplain(
  { address, port }: ServerPlace,
  options: Omit<ServerHostOptions, 'host' | 'port'>,
): Promise<StartedServer> {
  const server = createServerHost({ ...options, host: address, port })
  try {
    return { ...(await server.start()), stop: () => server.stop() }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new CommandError(
        `port ${port} is taken.`,
        EXIT.failed,
        'Choose another with --port or in the settings; 0 takes a free one.',
      )
    }
    if (error instanceof Error && 'code' in error && error.code === 'EACCES') {
      throw new CommandError(
        `port ${port} is not open to this account.`,
        EXIT.failed,
        'Choose one from 1024 on with --port or in the settings; 0 takes a free one.',
      )
    }
    if (error instanceof Error && 'code' in error && error.code === 'EADDRNOTAVAIL') {
      throw new CommandError(
        `this machine has no address ${address}.`,
        EXIT.failed,
        'Set server.address to 127.0.0.1 in the settings.',
      )
    }
    throw error
  }
}
