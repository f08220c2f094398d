import { posix, win32 } from 'node:path'
import type { ProviderEnvironment } from '../provider.ts'

/** The path rules of the system that the environment describes, which need not be the one that runs. */
export function pathsOf({ platform }: ProviderEnvironment): typeof posix {
  return platform === 'win32' ? win32 : posix
}

/**
 * Folders that may be Claude Code's configuration, the one that is set first.
 *
 * The program takes `CLAUDE_CONFIG_DIR` as one path; other tools let it hold several, with commas between. All readings are
 * looked at, and the default as well: another shell may not have it set.
 */
export function configFolders(environment: ProviderEnvironment): readonly string[] {
  const { env, home } = environment
  const paths = pathsOf(environment)
  const set = env.CLAUDE_CONFIG_DIR ?? ''
  const chosen = [set, ...set.split(',')].map((path) => absolute(path.trim(), environment))
  const xdg = absolute(env.XDG_CONFIG_HOME ?? '', environment) ?? paths.join(home, '.config')
  const folders = [...chosen, paths.join(home, '.claude'), paths.join(xdg, 'claude')]
  return [...new Set(folders.filter((folder) => folder !== undefined))]
}

/** A path without `~`, `.` and `..`; `undefined` for one that depends on some working directory. */
function absolute(path: string, environment: ProviderEnvironment): string | undefined {
  const paths = pathsOf(environment)
  const full = /^~(?=$|[/\\])/.test(path) ? `${environment.home}${path.slice(1)}` : path
  return paths.isAbsolute(full) ? paths.normalize(full).replace(/(?<=[^:/\\])[/\\]+$/, '') : undefined
}
