import { pathsOf } from '../../paths.ts'
import type { ProviderEnvironment, SourceRoot, TranscriptRef } from '../../provider.ts'

/** How a program of this lineage names its places. */
export interface Places {
  /** Its folder below the folder for data. */
  readonly folder: string
  /** The variable that names its database. */
  readonly databaseVariable: string
  /** Names of its databases, as whole names. */
  readonly database: RegExp
}

/** The folder for data is `~/.local/share` on every system, Windows and macOS as well. */
export function rootsOf(places: Places, { platform, home, env }: ProviderEnvironment): readonly SourceRoot[] {
  const paths = pathsOf({ platform })
  const data = paths.join(env['XDG_DATA_HOME'] || paths.join(home, '.local', 'share'), places.folder)
  const named = env[places.databaseVariable] ?? ''
  const folders = [data]
  // `:memory:` and names that `transcriptOf` would not know are no place to look at.
  if (transcriptOf(places, paths.basename(named)))
    folders.push(paths.dirname(paths.isAbsolute(named) ? named : paths.join(data, named)))
  return [...new Set(folders)].map((path) => ({ path, maxDepth: 0 }))
}

export function transcriptOf({ database }: Places, path: string): TranscriptRef | undefined {
  return database.test(path) ? { sessionId: undefined, subagentOf: undefined, form: 'document' } : undefined
}
