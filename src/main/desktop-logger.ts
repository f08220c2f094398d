import { inspect } from 'node:util'
import type { Logger } from '../core/ports.ts'

/** Writes one line for each warning and error; `write` gets it with its line feed. */
export function createDesktopLogger(write: (line: string) => void, verbose: boolean): Logger {
  const line = (level: string, message: string, details: unknown): void => {
    const suffix = details === undefined ? '' : ` ${inspect(details, { breakLength: Infinity })}`
    write(`${level} ${message}${suffix}\n`)
  }
  return {
    debug(message, details) {
      if (verbose) line('debug', message, details)
    },
    warn: (message, details) => line('warn', message, details),
    error: (message, cause) => line('error', message, cause),
  }
}
