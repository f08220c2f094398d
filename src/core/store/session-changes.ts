import type { Sql } from './sql.ts'

/** Sessions whose rows changed, by the process that keeps the index. */
export interface SessionChanges {
  readonly revision: number
  readonly changed: readonly string[]
  readonly removed: readonly string[]
}

/** What the process that keeps the index changed, for those that only read it. */
export function changeQueriesIn(sql: Sql) {
  const changes = sql.all<[revision: number], { revision: number; session_id: string; removed: number }>(
    'SELECT revision, session_id, removed FROM session_changes WHERE revision > ? ORDER BY revision',
  )
  const lastChange = sql.one<[], { revision: number | null }>(
    'SELECT max(revision) AS revision FROM session_changes',
  )
  return {
    /** Sessions that changed after a revision, and the revision now. 0 is before all of them. */
    changesSince(revision: number): SessionChanges {
      const rows = changes(revision)
      return {
        revision: rows.at(-1)?.revision ?? revision,
        changed: rows.filter(({ removed }) => removed === 0).map((row) => row.session_id),
        removed: rows.filter(({ removed }) => removed === 1).map((row) => row.session_id),
      }
    },

    /** Revision of the last change. */
    revision: (): number => lastChange()?.revision ?? 0,
  }
}
