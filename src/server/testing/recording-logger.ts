import { inspect } from 'node:util'
import type { Clock, Logger } from '../../core/ports.ts'

export interface RecordingLogger extends Logger {
  /** Everything logged so far, as text, with details and causes. */
  text(): string
  /** Messages of one level. */
  messages(level: 'debug' | 'warn' | 'error'): readonly string[]
}

export function createRecordingLogger(): RecordingLogger {
  const lines: { readonly level: string; readonly message: string; readonly details: unknown }[] = []
  return {
    debug: (message, details) => void lines.push({ level: 'debug', message, details }),
    warn: (message, details) => void lines.push({ level: 'warn', message, details }),
    error: (message, cause) => void lines.push({ level: 'error', message, details: cause }),
    text: () => lines.map((line) => `${line.level} ${line.message} ${inspect(line.details)}`).join('\n'),
    messages: (level) => lines.filter((line) => line.level === level).map((line) => line.message),
  }
}

/** A clock that stands still until it is told to go on. */
export function createManualClock(): Clock & { advance(ms: number): void } {
  let elapsedMs = 0
  return {
    now: () => new Date(Date.UTC(2026, 0, 1) + elapsedMs),
    monotonicMs: () => elapsedMs,
    advance: (ms) => void (elapsedMs += ms),
  }
}
