import { matchesGlob } from 'node:path'

/** Says whether sessions of a working directory are left out. `**` crosses folders; a pattern names the whole path. */
export function isIgnored(cwd: string | null, patterns: readonly string[]): boolean {
  return cwd !== null && patterns.some((pattern) => matchesGlob(cwd, pattern))
}
