import type { Database } from 'better-sqlite3'
import { sqlOf } from './sql.ts'
import type { Storable } from './user-settings.ts'

/** A session whose transcripts the assistant deleted. What is left of it, so that totals do not shrink. */
export interface RetiredSession<Summary = unknown> {
  readonly sessionId: string
  /** When its transcripts were found missing; epoch milliseconds. */
  readonly retiredAt: number
  /** Its last summary. Whoever reads it checks its shape: an older version may have written it. */
  readonly summary: Summary
}

interface Row {
  readonly sessionId: string
  readonly retiredAt: number
  readonly summary: string
}

const COLUMNS = 'session_id AS sessionId, retired_at AS retiredAt, summary'

export function retiredIn(database: Database) {
  const sql = sqlOf(database)
  const put = sql.run<[sessionId: string, retiredAt: number, summary: string]>(
    `INSERT INTO retired_sessions (session_id, retired_at, summary) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET retired_at = excluded.retired_at, summary = excluded.summary`,
  )
  const remove = sql.run<[sessionId: string]>('DELETE FROM retired_sessions WHERE session_id = ?')
  const find = sql.one<[sessionId: string], Row>(
    `SELECT ${COLUMNS} FROM retired_sessions WHERE session_id = ?`,
  )
  const all = sql.all<[], Row>(`SELECT ${COLUMNS} FROM retired_sessions ORDER BY session_id`)
  const putAll = database.transaction((sessions: readonly RetiredSession<Storable>[]): void => {
    for (const session of sessions) put(session.sessionId, session.retiredAt, JSON.stringify(session.summary))
  })
  return {
    /** Keeps all of them, in one commit. A later summary of a session replaces the earlier one. */
    put: (sessions: readonly RetiredSession<Storable>[]): void => putAll.immediate(sessions),
    /** For a session whose transcript is back. Returns false where it was not retired. */
    remove: (sessionId: string): boolean => remove(sessionId) > 0,
    find(sessionId: string): RetiredSession | undefined {
      const row = find(sessionId)
      return row && toSession(row)
    },
    all: (): readonly RetiredSession[] => all().map(toSession),
  }
}

function toSession(row: Row): RetiredSession {
  return { ...row, summary: JSON.parse(row.summary) }
}
