import type { Database } from 'better-sqlite3'
import { schemaVersion } from './integrity.ts'
import { StoreError } from './store-trouble.ts'

/** One step of a schema. Released steps never change: a new one is added. */
export interface Migration {
  /** 1 for the first, each one more than the last. */
  readonly version: number
  /** What it does, in a few words: for reports. */
  readonly name: string
  /** Runs inside a transaction that the caller opened; must not end it. */
  readonly up: (database: Database) => void
}

export type MigrationResult =
  | { readonly kind: 'current'; readonly version: number }
  | { readonly kind: 'migrated'; readonly from: number; readonly to: number }
  /** A later version of this program wrote the file. It was not touched. */
  | { readonly kind: 'newer'; readonly found: number; readonly supported: number }

/** No schema of ours comes near. A larger number, or one below zero, is damage and not the future. */
const LARGEST_PLAUSIBLE_VERSION = 10_000

/** Number of the last migration. Throws where they are not numbered 1, 2, 3 …: a bug. */
export function latestVersion(migrations: readonly Migration[]): number {
  migrations.forEach((migration, index) => {
    if (migration.version !== index + 1) {
      throw new Error(`Migration "${migration.name}" has number ${migration.version}, expected ${index + 1}`)
    }
  })
  return migrations.length
}

/** The schema version of a database, or a `StoreError` where it cannot be one of ours. Reads only. */
export function plausibleVersion(database: Database): number {
  const version = schemaVersion(database)
  if (version < 0 || version > LARGEST_PLAUSIBLE_VERSION) {
    throw new StoreError({ kind: 'damaged', detail: `its schema number is ${version}` })
  }
  if (version === 0 && hasTables(database)) {
    throw new StoreError({ kind: 'damaged', detail: 'it holds tables that this program did not make' })
  }
  return version
}

/**
 * Brings a database to the latest schema, each step in a transaction of its own: killed at any moment, it has
 * the old schema or the new one of a step, with all its data.
 * @param backUp called once before the first step, where there is something to lose. If it throws, nothing is migrated.
 */
export function migrate(
  database: Database,
  migrations: readonly Migration[],
  backUp?: () => void,
): MigrationResult {
  const supported = latestVersion(migrations)
  const found = plausibleVersion(database)
  if (found > supported) return { kind: 'newer', found, supported }
  if (found === supported) return { kind: 'current', version: found }
  if (found > 0) backUp?.()
  for (const migration of migrations.slice(found)) apply(database, migration)
  return { kind: 'migrated', from: found, to: supported }
}

function apply(database: Database, migration: Migration): void {
  // With foreign keys on, replacing a table that others refer to would delete their rows. The pragma does
  // nothing inside a transaction, so it goes around it, and what it would have caught is checked before the commit.
  const foreignKeys = database.pragma('foreign_keys', { simple: true })
  database.pragma('foreign_keys = OFF')
  try {
    database
      .transaction(() => {
        migration.up(database)
        const broken = database.prepare('PRAGMA foreign_key_check').all()
        if (broken.length > 0) {
          throw new Error(
            `Migration "${migration.name}" leaves ${broken.length} rows without what they refer to`,
          )
        }
        database.pragma(`user_version = ${migration.version}`)
      })
      .immediate()
  } finally {
    database.pragma(`foreign_keys = ${Number(foreignKeys)}`)
  }
}

function hasTables(database: Database): boolean {
  return database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() !== undefined
}
