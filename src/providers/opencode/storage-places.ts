import { pathsOf } from '../paths.ts'
import type { ProviderEnvironment, SourceRoot } from '../provider.ts'

const SESSION = /^[\w-]+\/(ses_[\w-]+)\.json$/

/** Versions before 1.2 kept each session, message and part in a file of its own, below `data`; sessions lie by project. */
export function storageRoot(data: string, environment: ProviderEnvironment): SourceRoot {
  return { path: pathsOf(environment).join(data, 'storage', 'session'), maxDepth: 1 }
}

/** The session that a file below them is; `undefined` for any other file. */
export function storedSessionId(path: string): string | undefined {
  return SESSION.exec(path)?.[1]
}
