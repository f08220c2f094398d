import type { ProviderId } from '../../shared/domain/provider-id.ts'
import type { KnownSession } from './known-session.ts'
import type { AssistantProcess } from './match-processes.ts'

/** The session whose transcript a path is, by the path alone. */
export type SessionOfOpenFile = (providerId: ProviderId, path: string) => string | undefined

/** Sessions whose transcripts a process holds open; the likeliest first, where it can run only one. */
export function heldSessions(
  { providerId, sessionHint }: AssistantProcess,
  paths: readonly string[],
  sessions: readonly KnownSession[],
  sessionOfOpenFile: SessionOfOpenFile,
): readonly string[] {
  const held = paths.flatMap((path) => {
    const named = sessionOfOpenFile(providerId, path)
    if (named === undefined) return []
    // The transcript of a sub-agent belongs to the session that started it.
    const owner = sessions.find((known) => known.provider === providerId && known.transcripts.includes(path))
    return { sessionId: owner?.sessionId ?? named, startedAt: owner?.startedAt ?? Number.POSITIVE_INFINITY }
  })
  // A sub-agent that is not indexed yet is younger than the session that started it.
  const likeliestFirst = held.sort(
    (a, b) =>
      Number(b.sessionId === sessionHint) - Number(a.sessionId === sessionHint) ||
      (a.startedAt === b.startedAt ? 0 : a.startedAt - b.startedAt) ||
      (a.sessionId < b.sessionId ? -1 : 1),
  )
  return [...new Set(likeliestFirst.map(({ sessionId }) => sessionId))]
}
