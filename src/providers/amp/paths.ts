import { posix, win32 } from 'node:path'

const DRIVE = /^[A-Za-z]:[\\/]/
const URL_START = /^[a-z][a-z0-9+.-]+:\/\//i
const FILE_URL = 'file://'

/** The path of a `file:` URL; `undefined` for a place on another machine. A plain path stays what it is. */
export function localPath(pathOrUrl: string): string | undefined {
  if (!URL_START.test(pathOrUrl)) return pathOrUrl
  if (!pathOrUrl.startsWith(`${FILE_URL}/`)) return undefined
  const path = decoded(pathOrUrl.slice(FILE_URL.length))
  return DRIVE.test(path.slice(1)) ? path.slice(1) : path
}

/** The path, seen from a session's folder, in the spelling of the system that the folder is on. */
export function absolutePath(path: string, cwd: string | undefined): string {
  if (path.startsWith('/') || path.startsWith('\\') || DRIVE.test(path) || cwd === undefined) return path
  return DRIVE.test(cwd) || cwd.startsWith('\\') ? win32.join(cwd, path) : posix.join(cwd, path)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
