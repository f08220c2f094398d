import type { ExpectedSession } from '../store/user-expected.ts'

/** A session as far as it tells whether it was expected. `startedAt`: epoch milliseconds. */
export interface Begun {
  readonly id: string
  readonly provider: string
  readonly cwd: string | null
  readonly startedAt: number | null
}

/** Assistants write their start down in seconds. */
const SLACK_MS = 1_000

/** Ids of the sessions that were expected, by the id of the expectation: the first that fits, each of them once. */
export function matchExpected(
  expected: readonly (ExpectedSession & { readonly id: number })[],
  present: readonly Begun[],
): ReadonlyMap<number, string> {
  const taken = new Set<string>()
  const found = new Map<number, string>()
  const oldestFirst = present
    .filter(({ startedAt }) => startedAt !== null)
    .toSorted((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0))
  for (const { id, provider, folder, expectedAt } of expected) {
    const session = oldestFirst.find(
      (one) =>
        !taken.has(one.id) &&
        one.provider === provider &&
        one.cwd === folder &&
        (one.startedAt ?? 0) >= expectedAt - SLACK_MS,
    )
    if (!session) continue
    taken.add(session.id)
    found.set(id, session.id)
  }
  return found
}
