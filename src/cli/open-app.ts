import { homedir } from 'node:os'
import { type App, createApp } from '../core/app.ts'
import type { Logger } from '../core/ports.ts'
import { StoreRefused } from '../core/store/open-stores.ts'
import { openPorts } from '../core/system-ports.ts'
import type { Indexing } from '../shared/contract/contract.ts'
import { groupedCount } from '../shared/domain/format.ts'
import { CommandError, EXIT } from './exit-codes.ts'
import { compactBytes } from './output/size.ts'
import type { GlobalOptions } from './global-options.ts'
import type { Terminal } from './terminal.ts'
import { version } from './version.ts'

export interface OpenedApp {
  readonly app: App
  readonly close: () => Promise<void>
}

/** The application over this machine, or over sample data that goes away with the process. */
export async function openApp(
  terminal: Terminal,
  options: GlobalOptions,
  kind: 'cli' | 'server',
): Promise<OpenedApp> {
  const { platform, env } = process
  const { ports, release } = openPorts({
    platform,
    home: env.HOME || env.USERPROFILE || homedir(),
    env,
    logger: terminalLogger(terminal, options.verbose ?? false),
    host: { kind, capabilities: [] },
    version,
    demo: options.demo ?? false,
  })
  try {
    const app = await createApp(
      ports,
      kind === 'cli' ? { onIndexing: (indexing) => terminal.progress(indexingText(indexing)) } : {},
    )
    return {
      app,
      close: async () => {
        await app.stop()
        release()
      },
    }
  } catch (error) {
    release()
    if (error instanceof StoreRefused) {
      throw new CommandError(
        error.message,
        EXIT.failed,
        'LLM_SESSION_HOME names another folder for our own data.',
      )
    }
    throw error
  }
}

function indexingText({ filesDone, filesTotal, bytesDone, bytesTotal }: Indexing): string {
  return `Reading transcripts: ${groupedCount(filesDone)} of ${groupedCount(filesTotal)} (${compactBytes(bytesDone)} of ${compactBytes(bytesTotal)})`
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
