import { pathsOf } from '../paths.ts'
import type { ProviderEnvironment } from '../provider.ts'

/**
 * Folders that may be Claude Code's configuration.
 *
 * `CLAUDE_CONFIG_DIR` takes the place of the defaults, so that one folder can be looked at alone. The program takes it as
 * one path; other tools let it hold several, with commas between: both readings are looked at.
 */
export function configFolders(environment: ProviderEnvironment): readonly string[] {
  const { env, home } = environment
  const paths = pathsOf(environment)
  const set = env.CLAUDE_CONFIG_DIR ?? ''
  const chosen = [set, ...set.split(',')].map((path) => absolute(path.trim(), environment))
  if (chosen.some((folder) => folder !== undefined)) return distinct(chosen)
  const xdg = absolute(env.XDG_CONFIG_HOME ?? '', environment) ?? paths.join(home, '.config')
  return distinct([paths.join(home, '.claude'), paths.join(xdg, 'claude')])
}

function distinct(folders: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(folders.filter((folder) => folder !== undefined))]
}

/** A path without `~`, `.` and `..`; `undefined` for one that depends on some working directory. */
function absolute(path: string, environment: ProviderEnvironment): string | undefined {
  const paths = pathsOf(environment)
  const full = /^~(?=$|[/\\])/.test(path) ? `${environment.home}${path.slice(1)}` : path
  return paths.isAbsolute(full) ? paths.normalize(full).replace(/(?<=[^:/\\])[/\\]+$/, '') : undefined
}
