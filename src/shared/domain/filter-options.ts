import type { Session } from '../contract/session.ts'

/** Values that the loaded sessions have, in alphabetical order: what a filter can ask for. */
export interface FilterOptions {
  readonly providers: readonly string[]
  readonly projects: readonly string[]
  readonly tags: readonly string[]
}

export function filterOptions(sessions: Iterable<Session>): FilterOptions {
  const providers = new Set<string>()
  const projects = new Set<string>()
  const tags = new Set<string>()
  for (const session of sessions) {
    providers.add(session.provider)
    if (session.project !== null) projects.add(session.project)
    for (const tag of session.tags) tags.add(tag)
  }
  return { providers: sorted(providers), projects: sorted(projects), tags: sorted(tags) }
}

function sorted(values: ReadonlySet<string>): readonly string[] {
  return [...values].sort((a, b) => a.localeCompare(b))
}
