import type { Provider } from '../../providers/provider.ts'
import { sessionKey } from '../../shared/domain/provider-id.ts'
import type { IndexedSession } from '../sessions/indexed-session.ts'
import { summariseSession } from '../sessions/summarise-session.ts'
import type { IndexStore } from '../store/index-store.ts'
import type { FileOwner } from '../store/index-types.ts'
import type { ResponseKey } from '../store/response-codec.ts'
import { settleCopies } from './settle-copies.ts'

type SessionOfFile = Pick<FileOwner, 'provider' | 'sessionId'>

/** What settling changed. */
export interface Settled {
  readonly changed: readonly string[]
  /** Last summaries of sessions that have no transcript any more. */
  readonly retired: readonly IndexedSession[]
}

/** What the files of one scan brought, for the end of it. */
export interface Unsettled {
  /** New response keys of files that grew; a file that is not named is searched as a whole. */
  readonly newKeys: ReadonlyMap<number, readonly ResponseKey[]>
  /** True where the whole index is new: it is cheaper to search it once than file by file. */
  readonly everything: boolean
  /** Sessions that lost a file. */
  readonly left: readonly SessionOfFile[]
  /** Sessions that were summed up since their last file came in, so that only copies can change them again. */
  readonly summedUp: ReadonlySet<string>
}

/** Sums up sessions of files that came in, before it is known which of their responses are copies. */
export function sumUpFiles(
  store: IndexStore,
  providers: readonly Provider[],
  fileIds: Iterable<number>,
): ReadonlySet<string> {
  const sessions = sessionsOf(store, fileIds)
  for (const [id, session] of sessions) sumUp(store, providers, id, session)
  return new Set(sessions.keys())
}

/** Decides who owns copied responses, sums up every session that changed, and marks the pending files as done. */
export function settleSessions(
  store: IndexStore,
  providers: readonly Provider[],
  unsettled: Unsettled,
): Settled {
  const pending = store.pendingFiles()
  const copied = store.copiedResponses()
  const keys = unsettled.everything
    ? copied.sharedKeys()
    : new Set(pending.flatMap((id) => unsettled.newKeys.get(id) ?? store.responseKeys(id)))
  const sessions = sessionsOf(store, pending)
  for (const id of unsettled.summedUp) sessions.delete(id)
  for (const [id, session] of sessionsOf(store, settleCopies(store, copied, keys))) sessions.set(id, session)
  for (const session of unsettled.left) sessions.set(keyOf(session), session)

  const settled = sumUpAll(store, providers, sessions)
  if (pending.length > 0) store.clearPending()
  return settled
}

/** Sums up sessions that lost a file to another one. */
export function sumUpLeft(
  store: IndexStore,
  providers: readonly Provider[],
  left: readonly SessionOfFile[],
): Settled {
  return sumUpAll(store, providers, new Map(left.map((session) => [keyOf(session), session])))
}

function sumUpAll(
  store: IndexStore,
  providers: readonly Provider[],
  sessions: ReadonlyMap<string, SessionOfFile>,
): Settled {
  const changed: string[] = []
  const retired: IndexedSession[] = []
  for (const [id, session] of sessions) {
    const outcome = sumUp(store, providers, id, session)
    if (outcome === 'changed') changed.push(id)
    else if (outcome !== 'same') retired.push(outcome)
  }
  return { changed, retired }
}

function sessionsOf(store: IndexStore, fileIds: Iterable<number>): Map<string, SessionOfFile> {
  const sessions = new Map<string, SessionOfFile>()
  for (const fileId of fileIds) {
    const owner = store.owner(fileId)
    if (owner) sessions.set(keyOf(owner), owner)
  }
  return sessions
}

function keyOf({ provider, sessionId }: SessionOfFile): string {
  return sessionKey(provider, sessionId)
}

/** Answers the last summary of a session that has no transcript any more. */
function sumUp(
  store: IndexStore,
  providers: readonly Provider[],
  id: string,
  session: SessionOfFile,
): 'changed' | 'same' | IndexedSession {
  const provider = providers.find((candidate) => candidate.manifest.id === session.provider)
  const files = store.filesOfSession(session.provider, session.sessionId)
  // The transcripts of an assistant that was switched off are still there, and so is what they add up to.
  if (!provider) return store.removeSession(id, 'for now') ?? 'same'
  if (files.length === 0) return store.removeSession(id, 'for good') ?? 'same'
  const summary = summariseSession(id, provider, files, store)
  const wrote = store.putSession({
    id,
    provider: session.provider,
    startedAt: summary.startedAt,
    lastActivityAt: summary.lastActivityAt,
    summary: JSON.stringify(summary),
  })
  return wrote ? 'changed' : 'same'
}
