import type { DocumentFile } from '../../provider.ts'
import { numberIn, textIn } from './json.ts'
import { type SessionRow, totalOf } from './session-rows.ts'
import { requireColumns } from './tables.ts'

/** Says for each session how many messages and parts it has and when the last was written, without reading what they say. */
export function contentMarks(file: DocumentFile): ReadonlyMap<string, string> {
  const message = requireColumns(file, 'message', ['id', 'session_id', 'data'])
  const part = requireColumns(file, 'part', ['id', 'message_id', 'session_id', 'data'])
  const order = message.has('time_created') ? 'time_created DESC, id DESC' : 'id DESC'
  const counted = [
    file.rows(
      `SELECT session_id, count(*) AS number, max(${writtenAt(message)}) AS last FROM message GROUP BY session_id`,
    ),
    file.rows('SELECT session_id, count(*) AS number FROM part GROUP BY session_id'),
    // Parts change in place in the last message only, and the times of all could be had by reading the whole database.
    file.rows(
      `SELECT id AS session_id, (
         SELECT max(${writtenAt(part)}) FROM part WHERE message_id = (
           SELECT id FROM message WHERE session_id = session.id ORDER BY ${order} LIMIT 1
         )
       ) AS last FROM session`,
    ),
  ]
  const marks = new Map<string, string>()
  for (const row of counted.flat()) {
    const id = textIn(row, 'session_id') ?? ''
    marks.set(id, `${marks.get(id) ?? ''} ${numberIn(row, 'number') ?? ''}:${numberIn(row, 'last') ?? ''}`)
  }
  return marks
}

function writtenAt(columns: ReadonlySet<string>): string {
  return columns.has('time_updated') ? 'time_updated' : 'NULL'
}

/** What of the rows of sessions changes with them. */
export function rowMark(sessions: readonly SessionRow[]): string {
  const { counts, costUsd } = totalOf(sessions) ?? { counts: {}, costUsd: '' }
  const updated = sessions.map(({ updatedAt }) => updatedAt ?? 0)
  return [sessions.length, Math.max(0, ...updated), costUsd, ...Object.values(counts)].join(':')
}
