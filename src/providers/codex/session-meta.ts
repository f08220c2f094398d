import { instantOf } from './instants.ts'
import { countOf, type JsonObject, objectOf, textOf } from './json.ts'

/** What a `session_meta` line says of a thread: the file's own one, or one copied from an ancestor. */
export interface SessionMeta {
  readonly threadId: string | undefined
  /** The root of the family that a sub-agent belongs to; the thread itself elsewhere. */
  readonly sessionId: string | undefined
  readonly forkedFromId: string | undefined
  /** Thread that started this one as its sub-agent. */
  readonly parentThreadId: string | undefined
  readonly isSubagent: boolean
  /** Rows with a smaller ordinal are the parent's, copied. */
  readonly historyStart: number
  /** When the thread was made, in epoch milliseconds. */
  readonly createdAt: number | undefined
  readonly cwd: string | undefined
  readonly branch: string | undefined
  readonly version: string | undefined
}

export function sessionMetaOf(payload: JsonObject): SessionMeta {
  const sessionId = textOf(payload['session_id'])
  const threadId = textOf(payload['id']) ?? sessionId
  const subagent = objectOf(payload['source'])?.['subagent']
  const parentThreadId =
    textOf(payload['parent_thread_id']) ??
    textOf(objectOf(objectOf(subagent)?.['thread_spawn'])?.['parent_thread_id'])
  const timestamp = textOf(payload['timestamp'])
  return {
    threadId,
    sessionId,
    forkedFromId: textOf(payload['forked_from_id']),
    parentThreadId,
    isSubagent:
      subagent !== undefined ||
      parentThreadId !== undefined ||
      payload['thread_source'] === 'subagent' ||
      (sessionId !== undefined && sessionId !== threadId),
    historyStart: countOf(payload['subagent_history_start_ordinal']) ?? 0,
    createdAt: timestamp === undefined ? undefined : instantOf(timestamp),
    cwd: textOf(payload['cwd']),
    branch: textOf(objectOf(payload['git'])?.['branch']),
    version: textOf(payload['cli_version']),
  }
}

/** The session that a sub-agent's tokens count with, as far as its own record tells. */
export function rootSessionOf(meta: SessionMeta): string | undefined {
  if (!meta.isSubagent) return undefined
  if (meta.sessionId !== undefined && meta.sessionId !== meta.threadId) return meta.sessionId
  return meta.parentThreadId
}
