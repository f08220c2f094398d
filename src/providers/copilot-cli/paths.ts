import { posix, win32 } from 'node:path'
import type { ProviderEnvironment } from '../provider.ts'

const DRIVE = /^[A-Za-z]:[\\/]/

/** Copilot's own folder. */
export function copilotHome({ platform, home, env }: ProviderEnvironment): string {
  return env['COPILOT_HOME'] || pathsOf(platform).join(home, '.copilot')
}

export function pathsOf(platform: ProviderEnvironment['platform']): typeof posix {
  return platform === 'win32' ? win32 : posix
}

/** The path, seen from a session's working folder, in the spelling of the system that the folder is on. */
export function absolutePath(path: string, cwd: string | undefined): string {
  if (path.startsWith('/') || path.startsWith('\\') || DRIVE.test(path) || cwd === undefined) return path
  return DRIVE.test(cwd) || cwd.startsWith('\\') ? win32.join(cwd, path) : posix.join(cwd, path)
}
