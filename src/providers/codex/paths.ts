import { posix, win32 } from 'node:path'

const DRIVE = /^[A-Za-z]:[\\/]/

/** A path as the system spells it: records give plain paths, and `file:` URLs since 0.16x. */
export function plainPath(pathOrUrl: string): string {
  if (!pathOrUrl.startsWith('file://')) return pathOrUrl
  const path = decoded(pathOrUrl.slice('file://'.length))
  return path.startsWith('/') && DRIVE.test(path.slice(1)) ? path.slice(1) : path
}

/** The path, seen from a session's working folder, in the spelling of the system that the folder is on. */
export function absolutePath(path: string, cwd: string | undefined): string {
  const plain = plainPath(path)
  if (plain.startsWith('/') || plain.startsWith('\\') || DRIVE.test(plain)) return plain
  if (cwd === undefined) return plain
  return DRIVE.test(cwd) || cwd.startsWith('\\') ? win32.join(cwd, plain) : posix.join(cwd, plain)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
