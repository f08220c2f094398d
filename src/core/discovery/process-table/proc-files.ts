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
      let length = 0
      while (length < MAX_BYTES) {
        const count = readSync(fd, buffer, length, MAX_BYTES - length, null)
        if (count === 0) break
        length += count
      }
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
