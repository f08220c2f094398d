import { writeSync } from 'node:fs'
import type { Database } from 'better-sqlite3'
import type { Migration } from '../migrate.ts'

export const NUMBER_ROWS = 2000
const CHUNK_ROWS = 50

/** Rows 1 to `NUMBER_ROWS`: plain in schema 1, doubled in schema 2, in a table of another name in schema 3. */
export const numbersMigrations: readonly Migration[] = [
  {
    version: 1,
    name: 'numbers',
    up(database) {
      database.exec('CREATE TABLE numbers (id INTEGER PRIMARY KEY, value INTEGER NOT NULL)')
      const insert = database.prepare('INSERT INTO numbers (value) VALUES (?)')
      for (let value = 1; value <= NUMBER_ROWS; value++) insert.run(value)
    },
  },
  {
    version: 2,
    name: 'double them',
    up(database) {
      inChunks(database, 'UPDATE numbers SET value = value * 2 WHERE id > ? AND id <= ?')
    },
  },
  {
    version: 3,
    name: 'move them',
    up(database) {
      database.exec('CREATE TABLE doubled (id INTEGER PRIMARY KEY, value INTEGER NOT NULL)')
      inChunks(database, 'INSERT INTO doubled SELECT id, value FROM numbers WHERE id > ? AND id <= ?')
      database.exec('DROP TABLE numbers')
    },
  },
]

/** The values that a database holds, as its schema keeps them. */
export function numbersIn(database: Database, version: number): readonly unknown[] {
  return database
    .prepare(`SELECT value FROM ${version === 3 ? 'doubled' : 'numbers'} ORDER BY id`)
    .pluck()
    .all()
}

/** The values that a database of a schema version must hold. */
export function expectedNumbers(version: number): readonly number[] {
  return Array.from({ length: NUMBER_ROWS }, (_, index) => (index + 1) * (version === 1 ? 1 : 2))
}

/** In the child that is to be killed, says where it is; silent elsewhere. */
function inChunks(database: Database, sql: string): void {
  const statement = database.prepare<[number, number]>(sql)
  for (let from = 0; from < NUMBER_ROWS; from += CHUNK_ROWS) {
    statement.run(from, from + CHUNK_ROWS)
    if (process.argv.includes('--tell')) writeSync(1, 'chunk\n')
  }
}
