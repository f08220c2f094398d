import Database from 'better-sqlite3'
import { StoreError } from './store-trouble.ts'

/** Reads every page. Throws a `StoreError` of kind `damaged` that names the first fault. */
export function checkWhole(database: Database.Database): void {
  const finding = String(database.pragma('quick_check(1)', { simple: true }))
  if (finding !== 'ok') throw new StoreError({ kind: 'damaged', detail: finding.replaceAll(/\s+/g, ' ') })
}

/** The number of the last migration that a database went through; 0 for one that went through none. */
export function schemaVersion(database: Database.Database): number {
  return Number(database.pragma('user_version', { simple: true }))
}

/** Schema version of a closed database file that passes the check. Throws what SQLite throws, or a `StoreError`. */
export function checkFile(path: string): number {
  const database = new Database(path, { readonly: true, fileMustExist: true })
  try {
    checkWhole(database)
    return schemaVersion(database)
  } finally {
    database.close()
  }
}
