import { type Paint, paintFor } from './output/style.ts'

/** What a command may write to and how wide it is. Made once at the edge; tests make their own. */
export interface Terminal {
  /** Writes lines to standard output. */
  readonly out: (...lines: readonly string[]) => void
  /** Writes lines to standard error: everything that is not the answer. */
  readonly err: (...lines: readonly string[]) => void
  readonly paint: Paint
  readonly width: number
  readonly isInteractive: boolean
}

/** A pipe has no width; this many columns show a session whole. */
const WIDTH_WITHOUT_TERMINAL = 160
const NARROWEST = 40

export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process
  return {
    out: (...lines) => void stdout.write(lines.map((line) => `${line}\n`).join('')),
    err: (...lines) => void stderr.write(lines.map((line) => `${line}\n`).join('')),
    paint: paintFor(stdout, env),
    width: stdout.isTTY ? Math.max(NARROWEST, stdout.columns) : WIDTH_WITHOUT_TERMINAL,
    isInteractive: stdout.isTTY,
  }
}
