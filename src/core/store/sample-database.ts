import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import type { SampleRow } from '../../providers/provider.ts'

/**
 * Puts the rows of made-up sessions into a database of sample data, which is made where it is not there. A row takes the
 * place of one with its name.
 */
export function putSampleRows(path: string, rows: readonly SampleRow[]): void {
  mkdirSync(dirname(path), { recursive: true })
  const database = new Database(path)
  try {
    database.transaction(() => {
      for (const row of rows) putRow(database, row)
    })()
  } finally {
    database.close()
  }
}

function putRow(database: Database.Database, { table, values }: SampleRow): void {
  const columns = Object.keys(values).map(quoted)
  const places = columns.map(() => '?').join(', ')
  database.exec(
    `CREATE TABLE IF NOT EXISTS ${quoted(table)} (${columns.join(', ')}, PRIMARY KEY (${columns[0]}))`,
  )
  database
    .prepare(`INSERT OR REPLACE INTO ${quoted(table)} (${columns.join(', ')}) VALUES (${places})`)
    .run(...Object.values(values))
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
