import { matchesGlob } from 'node:path'

/** A tag that sessions get by themselves. All conditions that are given must hold. */
export interface AutoTagRule {
  readonly tag: string
  /** Glob of the working folder; `**` crosses folders. */
  readonly path?: string | undefined
  /** Glob of the branch. */
  readonly branch?: string | undefined
  /** Provider id. */
  readonly provider?: string | undefined
}

interface Tagged {
  readonly provider: string
  readonly cwd: string | null
  readonly gitBranch: string | null
}

/** Tags of the rules that a session meets, in the order of the rules. */
export function autoTags(session: Tagged, rules: readonly AutoTagRule[]): string[] {
  return rules
    .filter(
      ({ path, branch, provider }) =>
        (path === undefined || fits(session.cwd, path)) &&
        (branch === undefined || fits(session.gitBranch, branch)) &&
        (provider === undefined || session.provider === provider),
    )
    .map(({ tag }) => tag)
}

function fits(text: string | null, glob: string): boolean {
  return text !== null && matchesGlob(text, glob)
}
