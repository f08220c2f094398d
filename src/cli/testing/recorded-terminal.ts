import type { Terminal } from '../terminal.ts'

export interface RecordedTerminal extends Terminal {
  /** All that was written, on either stream. */
  readonly written: () => string
}

/** A terminal that a person looks at, and what was written to it. */
export function recordedTerminal({ width = 100 } = {}): RecordedTerminal {
  const parts: string[] = []
  const lines = (...more: readonly string[]): void => void parts.push(...more.map((line) => `${line}\n`))
  return {
    out: lines,
    err: lines,
    raw: (content) => void parts.push(String(content)),
    progress: (line) => void parts.push(`${line}\n`),
    paint: (_tone, text) => text,
    width,
    isInteractive: true,
    written: () => parts.join(''),
  }
}
