import type { TranscriptSink } from '../../shared/domain/transcript.ts'
import { uuidInstant } from './ids.ts'
import { rootSessionOf, type SessionMeta } from './session-meta.ts'
import type { State } from './state.ts'

/**
 * Takes in a `session_meta`. The first one is the file's own; further ones with another id are copied from
 * the ancestors, nearest first, and lead to the family's root.
 */
export function takeSessionMeta(state: State, sink: TranscriptSink, meta: SessionMeta): void {
  const { lineage } = state
  if (lineage.ownId === undefined) return takeOwnMeta(state, sink, meta)
  if (meta.threadId === lineage.ownId) return tellSurroundings(state, sink, meta)
  if (meta.threadId === undefined) return
  if (!lineage.hasHistory) sink.forkedFrom(meta.threadId)
  lineage.hasHistory = true
  lineage.rootId = meta.forkedFromId ?? meta.threadId
}

function takeOwnMeta(state: State, sink: TranscriptSink, meta: SessionMeta): void {
  const { lineage } = state
  const id = meta.threadId ?? lineage.rootId
  const rootSession = rootSessionOf(meta)
  const idMadeAt = id === undefined ? undefined : uuidInstant(id)
  lineage.ownId = id
  lineage.rootId = meta.forkedFromId ?? id
  lineage.isSubagent = meta.isSubagent
  lineage.historyStart = meta.historyStart
  lineage.hasHistory = meta.forkedFromId !== undefined || meta.parentThreadId !== undefined
  lineage.createdAt = idMadeAt ?? meta.createdAt
  if (id !== undefined) sink.session(id)
  if (rootSession !== undefined) sink.subagentOf(rootSession)
  else if (meta.forkedFromId !== undefined) sink.forkedFrom(meta.forkedFromId)
  if (meta.createdAt !== undefined) sink.born(meta.createdAt)
  if (idMadeAt !== undefined) sink.born(idMadeAt)
  tellSurroundings(state, sink, meta)
}

function tellSurroundings(state: State, sink: TranscriptSink, meta: SessionMeta): void {
  tellWorkingDirectory(state, sink, meta.cwd)
  if (meta.branch !== undefined && meta.branch !== state.known.branch) sink.branch(meta.branch)
  if (meta.version !== undefined && meta.version !== state.known.version) sink.version(meta.version)
  state.known.branch = meta.branch ?? state.known.branch
  state.known.version = meta.version ?? state.known.version
}

export function tellWorkingDirectory(state: State, sink: TranscriptSink, cwd: string | undefined): void {
  if (cwd === undefined || cwd === state.known.cwd) return
  state.known.cwd = cwd
  sink.workingDirectory(cwd)
}

/** True for a row of another thread that a marked copy put before this one's own: no concern of this file. */
export function isCopiedHistory(state: State, ordinal: number | undefined): boolean {
  return ordinal !== undefined && ordinal < state.lineage.historyStart
}

/**
 * True for a row that stood in an ancestor before this thread was made: by its own time where copies keep it,
 * else by the time in the turn's id (copies of before 0.150 carry the time of the fork). Its tokens count
 * once, by their key; its prompts, tools and errors are the ancestor's.
 */
export function isInherited(state: State, at: number | undefined): boolean {
  const { hasHistory, createdAt } = state.lineage
  if (!hasHistory || createdAt === undefined) return false
  const turnMadeAt = state.turn.id === undefined ? undefined : uuidInstant(state.turn.id)
  return (at !== undefined && at < createdAt) || (turnMadeAt !== undefined && turnMadeAt < createdAt)
}
