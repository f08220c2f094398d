import type { DocumentFile } from '../../provider.ts'
import type { JsonObject } from './json.ts'

/*
 * Only these tables are ever asked. Others of the same database hold accounts, credentials and the secrets of shares.
 */
type Table = 'session' | 'message' | 'part' | 'session_message'

/** Columns that a table has in the version that wrote it; none where there is no such table. */
export function columnsOf(file: DocumentFile, table: Table): ReadonlySet<string> {
  const rows = file.rows('SELECT name FROM pragma_table_info(?)', table)
  return new Set(rows.flatMap(({ name }) => (typeof name === 'string' ? [name] : [])))
}

/** The part of a SELECT that names columns: those that this version lacks are NULL. */
export function selection(there: ReadonlySet<string>, wanted: readonly string[]): string {
  return wanted.map((column) => (there.has(column) ? column : `NULL AS ${column}`)).join(', ')
}

/** Throws where a table cannot be read at all, because the database is another one or of a version too far away. */
export function requireColumns(
  file: DocumentFile,
  table: Table,
  needed: readonly string[],
): ReadonlySet<string> {
  const there = columnsOf(file, table)
  const missing = needed.filter((column) => !there.has(column))
  if (missing.length > 0) throw new Error(`the table ${table} has no ${missing.join(', ')}`)
  return there
}

/** The only row of an answer; an empty one where there is none. */
export function firstOf(rows: readonly JsonObject[]): JsonObject {
  return rows[0] ?? {}
}
