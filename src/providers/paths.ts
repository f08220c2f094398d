import { posix, win32 } from 'node:path'
import type { ProviderEnvironment } from './provider.ts'

const DRIVE = /^[A-Za-z]:[\\/]/
const URL_START = /^[a-z][a-z0-9+.-]+:\/\//i
const FILE_URL = 'file://'

/** The path rules of the system that the environment describes, which need not be the one that runs. */
export function pathsOf({ platform }: Pick<ProviderEnvironment, 'platform'>): typeof posix {
  return platform === 'win32' ? win32 : posix
}

/** The system's folder for programs' settings, where VS Code and editors made from it keep theirs. */
export function settingsFolder(environment: ProviderEnvironment): string {
  const { platform, home, env } = environment
  const paths = pathsOf(environment)
  if (platform === 'win32') return env['APPDATA'] || paths.join(home, 'AppData', 'Roaming')
  if (platform === 'darwin') return paths.join(home, 'Library', 'Application Support')
  return env['XDG_CONFIG_HOME'] || paths.join(home, '.config')
}

/** True for an absolute path of any system: a transcript may come from another one. */
export function isAbsolutePath(path: string): boolean {
  return path.startsWith('/') || path.startsWith('\\') || DRIVE.test(path)
}

/** The path, seen from a session's working folder, in the spelling of the system that the folder is on. */
export function absolutePath(path: string, cwd: string | undefined): string {
  if (isAbsolutePath(path) || cwd === undefined) return path
  return DRIVE.test(cwd) || cwd.startsWith('\\') ? win32.join(cwd, path) : posix.join(cwd, path)
}

/** The path of a `file:` URL; `undefined` for a place on another machine. A plain path stays what it is. */
export function localPath(pathOrUrl: string): string | undefined {
  if (!URL_START.test(pathOrUrl)) return pathOrUrl
  if (!pathOrUrl.startsWith(`${FILE_URL}/`)) return undefined
  const path = decoded(pathOrUrl.slice(FILE_URL.length))
  return DRIVE.test(path.slice(1)) ? path.slice(1) : path
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
