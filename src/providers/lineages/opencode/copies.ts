import type { DocumentFile } from '../../provider.ts'
import type { SessionRow } from './session-rows.ts'
import { requireColumns } from './tables.ts'

/**
 * Messages that a fork copied into a session, each with the id of the message that it copies. A copy keeps the times
 * and tokens of the original under an id of its own, and is therefore older than its session.
 */
export function originalsOf(file: DocumentFile, session: SessionRow): ReadonlyMap<string, string> {
  if (session.createdAt === undefined || !hasOlderMessages(file, session)) return new Map()
  const rows = file.rows(
    `SELECT copy.id AS copy, min(original.id) AS original
     FROM message AS copy
     JOIN message AS original ON original.time_created = copy.time_created AND original.id < copy.id
     WHERE copy.session_id = ? AND copy.time_created < ?
       AND CASE WHEN json_valid(copy.data) AND json_valid(original.data) THEN
         ${['$.role', '$.time', '$.tokens', '$.modelID'].map(isSame).join(' AND ')}
       ELSE 0 END
     GROUP BY copy.id`,
    session.id,
    session.createdAt,
  )
  return new Map(rows.map(({ copy, original }) => [String(copy), String(original)]))
}

function isSame(path: string): string {
  return `json_extract(copy.data, '${path}') IS json_extract(original.data, '${path}')`
}

/** True for a session that began with messages of another one. */
export function hasOlderMessages(file: DocumentFile, { id, createdAt }: SessionRow): boolean {
  const there = requireColumns(file, 'message', ['id', 'session_id'])
  if (createdAt === undefined || !there.has('time_created')) return false
  const sql = 'SELECT id FROM message WHERE session_id = ? AND time_created < ? LIMIT 1'
  return file.rows(sql, id, createdAt).length > 0
}
