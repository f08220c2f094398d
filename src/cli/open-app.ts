import { type App, createApp } from '../core/app.ts'
import type { Logger } from '../core/ports.ts'
import { StoreRefused } from '../core/store/open-stores.ts'
import { type OpenedPorts, openPorts, type PortsQuestion } from '../core/system-ports.ts'
import type { Indexing } from '../shared/contract/contract.ts'
import { groupedCount } from '../shared/domain/format.ts'
import { plainText } from '../shared/domain/plain-text.ts'
import { CommandError, EXIT } from './exit-codes.ts'
import { cleanWhenInterrupted } from './interruption.ts'
import { inertLines } from './output/inert-lines.ts'
import { compactBytes } from './output/size.ts'
import type { GlobalOptions } from './global-options.ts'
import { homeFolder, settingsPathToRead } from './settings-path.ts'
import type { Terminal } from './terminal.ts'
import { version } from './version.ts'

export interface OpenedApp {
  readonly app: App
  readonly close: () => Promise<void>
  /** From here on the caller answers to signals, and closes. Until then they end the process and leave nothing behind. */
  readonly handOverSignals: () => void
}

/** The application over this machine, or over sample data that goes away with the process. */
export async function openApp(
  terminal: Terminal,
  options: GlobalOptions,
  { kind, onlyAsks = false }: { readonly kind: 'cli' | 'server'; readonly onlyAsks?: boolean },
): Promise<OpenedApp> {
  const { platform, env } = process
  let release = (): void => {}
  // Before anything is written. Without sample data there is nothing to remove, and the system ends the process at once.
  const handOverSignals = options.demo ? cleanWhenInterrupted(() => release()) : () => {}
  const opened = await portsOrExplain({
    platform,
    home: homeFolder(),
    env,
    logger: terminalLogger(terminal, options.verbose ?? false),
    host: { kind, capabilities: [] },
    version,
    demo: options.demo ?? false,
  })
  release = () => opened.release()
  try {
    const app = await createApp(opened.ports, {
      onlyAsks,
      // Sample data has a home of its own, where the person's settings do not count.
      ...(options.config !== undefined && { settingsFile: settingsPathToRead(options) }),
      ...(kind === 'cli' && {
        onIndexing: (indexing: Indexing) => terminal.progress(indexingText(indexing)),
      }),
    })
    tellSettingsProblems(terminal, app)
    return {
      app,
      handOverSignals,
      close: async () => {
        await app.stop()
        release()
        handOverSignals()
      },
    }
  } catch (error) {
    release()
    handOverSignals()
    throw spokenRefusal(error)
  }
}

/** Our own data that cannot be used, with what to do; any other error as it is. */
export function spokenRefusal(error: unknown): unknown {
  if (!(error instanceof StoreRefused)) return error
  const advice = 'Set LLM_SESSION_HOME to another folder for our own data.'
  return new CommandError(error.message, EXIT.failed, advice)
}

/** One line: a person who made a mistake learns of it from whatever they run next. */
function tellSettingsProblems(terminal: Terminal, app: App): void {
  const [first, ...others] = app.settingsProblems()
  if (first === undefined) return
  const more = others.length === 0 ? '' : ` (and ${others.length} more: llm-session show-config)`
  terminal.err(`settings: ${plainText(first)}${more}`)
}

/** Sample data is the one thing that is written before the data folder is looked at. */
async function portsOrExplain(question: PortsQuestion): Promise<OpenedPorts> {
  try {
    return await openPorts(question)
  } catch (error) {
    if (!question.demo || !(error instanceof Error) || !('syscall' in error)) throw error
    throw new CommandError(
      `the sample data cannot be written: ${error.message}.`,
      EXIT.failed,
      'Set TMPDIR to a folder that can be written to.',
    )
  }
}

function indexingText(indexing: Indexing): string {
  const { filesDone, filesTotal, bytesDone, bytesTotal, bytesPerSecond, secondsLeft } = indexing
  const left =
    secondsLeft === null ? '' : `, ${compactBytes(bytesPerSecond)}/s, ${Math.ceil(secondsLeft)} s left`
  return `Reading transcripts: ${groupedCount(filesDone)} of ${groupedCount(filesTotal)} (${compactBytes(bytesDone)} of ${compactBytes(bytesTotal)}${left})`
}

function terminalLogger(terminal: Terminal, verbose: boolean): Logger {
  const show = (level: string, message: string, details?: Readonly<Record<string, unknown>>) => {
    if (verbose)
      terminal.err(inertLines(`${level} ${message}${details ? ` ${JSON.stringify(details)}` : ''}`))
  }
  return {
    debug: (message, details) => show('debug', message, details),
    warn: (message, details) => show('warn', message, details),
    error: (message, cause) =>
      show('error', message, { cause: cause instanceof Error ? cause.stack : String(cause) }),
  }
}
