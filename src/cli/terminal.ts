import { type Paint, paintFor } from './output/style.ts'

/** What a command may write to and how wide it is. Made once at the edge; tests make their own. */
export interface Terminal {
  /** Writes lines to standard output. */
  readonly out: (...lines: readonly string[]) => void
  /** Writes to standard output as it is: for files that go through a pipe. */
  readonly raw: (content: string | Buffer) => void
  /** Writes lines to standard error: everything that is not the answer. */
  readonly err: (...lines: readonly string[]) => void
  /** Shows how far something is, on one line that the next output replaces. Says nothing into a pipe. */
  readonly progress: (line: string) => void
  readonly paint: Paint
  readonly width: number
  readonly isInteractive: boolean
}

/** A pipe has no width; this many columns show a session whole. */
const WIDTH_WITHOUT_TERMINAL = 160
const NARROWEST = 40

export function processTerminal(): Terminal {
  const { stdout, env } = process
  const isInteractive = isTerminal(stdout)
  stdout.on('error', ignoreClosed)
  let openedError: NodeJS.WriteStream | undefined
  /** Opened when it is first written to, which few commands do: Node takes a millisecond for it. */
  const standardError = () => {
    openedError ??= process.stderr.on('error', ignoreClosed)
    return openedError
  }
  let shown = false
  /** Carriage return and "erase to the end of the line": both are ours, no text from outside gets here. */
  const clear = () => {
    if (shown) standardError().write('\r\u001b[K')
    shown = false
  }
  const write = (stream: NodeJS.WriteStream, lines: readonly string[]) => {
    clear()
    stream.write(lines.map((line) => `${line}\n`).join(''))
  }
  return {
    out: (...lines) => write(stdout, lines),
    raw(content) {
      clear()
      stdout.write(content)
    },
    err: (...lines) => write(standardError(), lines),
    progress(line) {
      const stderr = standardError()
      if (!stderr.isTTY) return
      clear()
      stderr.write(line)
      shown = true
    },
    paint: paintFor(stdout, env),
    width: isInteractive ? Math.max(NARROWEST, stdout.columns) : WIDTH_WITHOUT_TERMINAL,
    isInteractive,
  }
}

/**
 * Who reads a pipe may stop early, as `head` does, and a terminal may be closed (EIO). The command then ends as usual,
 * unheard.
 */
function ignoreClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error
}

/** Node leaves `isTTY` out where there is no terminal, whatever its types say. */
function isTerminal(stream: { readonly isTTY?: boolean }): boolean {
  return stream.isTTY === true
}
