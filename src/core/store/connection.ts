import { basename } from 'node:path'
import Database from 'better-sqlite3'
import { schemaVersion } from './integrity.ts'

const JOURNAL_SIZE_LIMIT_BYTES = 64 * 1024 * 1024
/** SQLite's own default. better-sqlite3 raises it to 16 MB, which a connection then keeps. */
const CACHE_KB = 2000

/** A connection to a file that is there, with what every connection of ours is set to. */
export function connect(
  path: string,
  { readonly, busyTimeoutMs }: { readonly readonly: boolean; readonly busyTimeoutMs: number },
): Database.Database {
  const database = new Database(path, { readonly, fileMustExist: true, timeout: busyTimeoutMs })
  try {
    database.pragma('foreign_keys = ON')
    // A damaged or planted schema must not call functions.
    database.pragma('trusted_schema = OFF')
    database.pragma('cell_size_check = ON')
    database.pragma('mmap_size = 0')
    database.pragma(`cache_size = -${CACHE_KB}`)
    if (readonly) database.pragma('query_only = ON')
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/**
 * What only the owner sets.
 * @param durability `every-commit`: a commit that returned survives a power cut. `process-kill`: it survives the end
 *   of this process, and a power cut may take the last ones, never a part of one.
 * @returns what could not be set, in sentences
 */
export function setUpForWriting(
  database: Database.Database,
  durability: 'every-commit' | 'process-kill',
): readonly string[] {
  const journal = database.pragma('journal_mode = WAL', { simple: true })
  database.pragma(`synchronous = ${durability === 'every-commit' ? 'FULL' : 'NORMAL'}`)
  database.pragma(`journal_size_limit = ${JOURNAL_SIZE_LIMIT_BYTES}`)
  database.pragma('wal_autocheckpoint = 1000')
  proveWritable(database)
  if (journal === 'wal') return []
  return [
    `${basename(database.name)} cannot keep a write-ahead log here, so readers wait while it is written.`,
  ]
}

/**
 * Throws now what the first real write would throw. Nothing reaches the disk. A plain BEGIN IMMEDIATE does not do:
 * SQLite quietly makes it a read where it holds the file to be read-only.
 */
function proveWritable(database: Database.Database): void {
  database.exec(`BEGIN IMMEDIATE; PRAGMA user_version = ${schemaVersion(database)}; ROLLBACK`)
}
