import { closeSync, constants, fstatSync, lstatSync, openSync, type Stats } from 'node:fs'
import { type FileTrouble, troubleOf } from './file-trouble.ts'

export type OpenOutcome =
  | {
      readonly kind: 'opened'
      /** For the caller to close. */
      readonly fd: number
      /** Of the opened file itself, not of what its path named before. */
      readonly stat: Stats
    }
  | { readonly kind: 'refused'; readonly reason: FileTrouble }

/**
 * Reads without following a link and without waiting for the other end of a pipe.
 * Windows has neither flag (and no FIFO among its files): there the checks before and after the call must do.
 */
const READ_SAFELY = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/**
 * Opens a plain file for reading; says why where it does not.
 *
 * A folder of transcripts can hold anything. Opening a FIFO waits for a writer for ever, opening a device may
 * do something, and a link may lead to a secret. So the path is looked at first, and because it can be
 * exchanged in between, what was opened is looked at again.
 */
export function openRegular(path: string): OpenOutcome {
  if (path.includes('\0')) return { kind: 'refused', reason: 'not a path' }
  try {
    const reason = refusalFor(lstatSync(path))
    return reason ? { kind: 'refused', reason } : keepIfRegular(openSync(path, READ_SAFELY))
  } catch (error) {
    return { kind: 'refused', reason: troubleOf(error) }
  }
}

function keepIfRegular(fd: number): OpenOutcome {
  let kept = false
  try {
    const stat = fstatSync(fd)
    const reason = refusalFor(stat)
    if (reason) return { kind: 'refused', reason }
    kept = true
    return { kind: 'opened', fd, stat }
  } finally {
    if (!kept) closeSync(fd)
  }
}

function refusalFor(stat: Stats): FileTrouble | undefined {
  if (stat.isSymbolicLink()) return 'symbolic link'
  return stat.isFile() ? undefined : 'not a regular file'
}
