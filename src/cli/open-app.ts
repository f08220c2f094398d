import { homedir } from 'node:os'
import { type App, createApp } from '../core/app.ts'
import { createProcessTable } from '../core/discovery/process-table/create-process-table.ts'
import { createDemo } from '../core/demo/demo.ts'
import { dataFolder } from '../core/folders.ts'
import type { Logger, Ports } from '../core/ports.ts'
import type { ProviderEnvironment } from '../core/ports.ts'
import { systemClock } from '../core/system-clock.ts'
import type { GlobalOptions } from './program.ts'
import type { Terminal } from './terminal.ts'
import { version } from './version.ts'

export interface OpenedApp {
  readonly app: App
  close(): Promise<void>
}

/** The application over this machine, or over sample data that goes away with the process. */
export async function openApp(
  terminal: Terminal,
  options: GlobalOptions,
  host: { readonly kind: 'cli' | 'server' },
): Promise<OpenedApp> {
  const logger = terminalLogger(terminal, options.verbose ?? false)
  const environment = systemEnvironment()
  if (options.demo) {
    const demo = createDemo({ clock: systemClock, logger })
    const app = await createApp({ ...demo.ports, host: { ...host, capabilities: [] }, version, demo: true })
    return {
      app,
      async close() {
        await app.stop()
        demo.remove()
      },
    }
  }
  const ports: Ports = {
    clock: systemClock,
    logger,
    processes: createProcessTable(environment.platform),
    environment,
    dataFolder: dataFolder(environment),
    host: { ...host, capabilities: [] },
    version,
    demo: false,
  }
  const app = await createApp(ports)
  return { app, close: () => app.stop() }
}

export function systemEnvironment(): ProviderEnvironment {
  const { platform, env } = process
  const known = platform === 'darwin' || platform === 'win32' ? platform : 'linux'
  return { platform: known, home: env.HOME || env.USERPROFILE || homedir(), env }
}

function terminalLogger(terminal: Terminal, verbose: boolean): Logger {
  const show = (level: string, message: string, details?: Readonly<Record<string, unknown>>) => {
    if (verbose) terminal.err(`${level} ${message}${details ? ` ${JSON.stringify(details)}` : ''}`)
  }
  return {
    debug: (message, details) => show('debug', message, details),
    warn: (message, details) => show('warn', message, details),
    error: (message, cause) =>
      show('error', message, { cause: cause instanceof Error ? cause.stack : String(cause) }),
  }
}
