import { posix, win32 } from 'node:path'
import type { ProviderEnvironment } from '../provider.ts'

const DRIVE = /^[A-Za-z]:[\\/]/

export function pathsOf(platform: ProviderEnvironment['platform']): typeof posix {
  return platform === 'win32' ? win32 : posix
}

/** The folder that a variable names, as Pi takes it; `undefined` where it names none that can be found from here. */
export function folderIn(environment: ProviderEnvironment, variable: string): string | undefined {
  const paths = pathsOf(environment.platform)
  const value = environment.env[variable] ?? ''
  const expanded =
    value === '~' || value.startsWith('~/') ? paths.join(environment.home, value.slice(1)) : value
  return paths.isAbsolute(expanded) ? expanded : undefined
}

/** The path, seen from a session's working folder, in the spelling of the system that the folder is on. */
export function absolutePath(path: string, cwd: string | undefined): string {
  if (path.startsWith('/') || path.startsWith('\\') || DRIVE.test(path) || cwd === undefined) return path
  return DRIVE.test(cwd) || cwd.startsWith('\\') ? win32.join(cwd, path) : posix.join(cwd, path)
}
