import { closeSync, openSync, readdirSync, readlinkSync, readSync } from 'node:fs'

/** Reads below `/proc`. Every call throws the system's error. */
export interface ProcFiles {
  /** Text of a file, cut at 256 KiB: of a longer argument list the beginning is read. */
  text(path: string): string
  /** Where a link points to, as the kernel spells it. */
  link(path: string): string
  /** Names in a folder. */
  names(path: string): readonly string[]
}

const MAX_BYTES = 256 * 1024

/**
 * `folder` is `/proc`, or one that looks like it. One buffer serves every read: `readFileSync` asks for the
 * size first, which `/proc` does not tell, and takes twice the time.
 */
export function createProcFiles(folder: string): ProcFiles {
  const buffer = Buffer.allocUnsafe(MAX_BYTES)

  function text(path: string): string {
    const fd = openSync(`${folder}/${path}`, 'r')
    try {
      // One read gets all: the kernel writes each of these files as a whole, and only a longer one is cut.
      const length = readSync(fd, buffer, 0, MAX_BYTES, null)
      return buffer.toString('utf8', 0, length)
    } finally {
      closeSync(fd)
    }
  }

  return {
    text,
    link: (path) => readlinkSync(`${folder}/${path}`),
    names: (path) => readdirSync(`${folder}/${path}`),
  }
}
