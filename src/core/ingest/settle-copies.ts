import type { IndexStore } from '../store/index-store.ts'
import type { CopiedResponses } from '../store/copied-responses.ts'
import type { ResponseCopy } from '../store/index-types.ts'
import type { ResponseKey } from '../store/response-codec.ts'

/**
 * Gives each response of some keys that stands in several files to one of them. Forks, resumed sessions and replays
 * copy rows of another transcript; only the file that was born first made the calls. Answers the files whose own usage
 * changed.
 */
export function settleCopies(
  store: IndexStore,
  copied: CopiedResponses,
  keys: Iterable<ResponseKey>,
): Set<number> {
  const originOf = originCache(store, copied)
  const changed = new Set<number>()
  for (const rows of [...keys].flatMap((key) => responsesOf(copied.copiesOf(key), originOf))) {
    const owner = rows.reduce((best, row) =>
      olderThan(originOf(row.fileId), originOf(best.fileId)) ? row : best,
    )
    for (const row of rows) {
      const inherited = row !== owner
      if (row.inherited !== inherited && copied.setInherited(row.fileId, row.key, inherited))
        changed.add(row.fileId)
    }
    const fullest = rows.reduce((best, row) => (row.output > best.output ? row : best))
    if (fullest.output > owner.output && copied.adoptCounts(owner.fileId, fullest.fileId, owner.key)) {
      changed.add(owner.fileId)
    }
  }
  copied.save()
  return changed
}

const NEVER = Number.MAX_SAFE_INTEGER

/** Whose a file is, and since when. Instants are epoch milliseconds. */
interface Origin {
  readonly session: string
  readonly bornAt: number
  readonly isSubagent: boolean
  readonly endedAt: number
  readonly path: string
}

/** Where nothing tells, the path decides: the answer must not depend on which file was read first. */
function olderThan(a: Origin, b: Origin): boolean {
  if (a.bornAt !== b.bornAt) return a.bornAt < b.bornAt
  if (a.isSubagent !== b.isSubagent) return b.isSubagent
  // Of two that begin alike, the copy is the one that goes on for longer: it was taken after the end of the other.
  if (a.endedAt !== b.endedAt) return a.endedAt < b.endedAt
  return a.path < b.path
}

/**
 * A file is born at the latest with its first response that no other file has; its provider may know better. Where
 * neither tells, all of it being copied on, its first row does, which is never earlier in a copy.
 */
function originCache(store: IndexStore, copied: CopiedResponses): (fileId: number) => Origin {
  const origins = new Map<number, Origin>()
  return (fileId) => {
    const known = origins.get(fileId)
    if (known) return known
    const owner = store.owner(fileId)
    const origin = {
      session: owner ? `${owner.provider}:${owner.sessionId}` : '',
      bornAt: Math.min(copied.firstOwnAt(fileId) ?? NEVER, owner?.bornAt ?? NEVER),
      isSubagent: owner?.isSubagent ?? false,
      endedAt: copied.lastAt(fileId) ?? NEVER,
      path: owner?.path ?? '',
    }
    origins.set(fileId, origin)
    return origin
  }
}

/**
 * Splits the rows of one key into responses. Rows of one session are one response; so are rows of several that have
 * one time, for a copy keeps it. Ids alone prove nothing between sessions: a gateway or a local model may give the
 * same ones again after each of its starts.
 */
function responsesOf(rows: readonly ResponseCopy[], originOf: (fileId: number) => Origin): ResponseCopy[][] {
  let responses: ResponseCopy[][] = []
  for (const row of rows) {
    const { session } = originOf(row.fileId)
    const isSame = (other: ResponseCopy) => other.at === row.at || originOf(other.fileId).session === session
    const same = responses.filter((response) => response.some(isSame))
    responses = [...responses.filter((response) => !same.includes(response)), [...same.flat(), row]]
  }
  return responses
}
