import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import Database from 'better-sqlite3'

/** How long to wait for the assistant that is writing. It must never wait for us. */
const BUSY_MS = 500
/** A larger database is not copied behind somebody's back. */
const LARGEST_COPY_BYTES = 1 << 30

/** Another program's database, opened so that it is neither changed nor locked. */
export interface ForeignDatabase {
  rows(sql: string, parameters: readonly (string | number)[]): Readonly<Record<string, unknown>>[]
  close(): void
}

/**
 * Opens a database of another program to read, with what its log holds. Where the log's index cannot be opened in
 * place (a folder that we may not write to), a copy is read. Throws where the file is no database.
 */
export function openForeignDatabase(path: string): ForeignDatabase {
  try {
    return open(path, () => undefined)
  } catch (error) {
    if (!(error instanceof Database.SqliteError) || !/^SQLITE_(CANTOPEN|READONLY)/.test(error.code))
      throw error
    return openCopy(path)
  }
}

function open(path: string, onClose: () => void): ForeignDatabase {
  const database = new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_MS })
  try {
    database.pragma('trusted_schema = OFF')
    database.pragma('query_only = ON')
    database.pragma('mmap_size = 0')
    // The first question that reads the file: one that is no database is found out here.
    database.prepare('SELECT count(*) FROM sqlite_schema').get()
  } catch (error) {
    database.close()
    throw error
  }
  return {
    rows: (sql, parameters) =>
      database.prepare<(string | number)[], Record<string, unknown>>(sql).all(...parameters),
    close() {
      database.close()
      onClose()
    },
  }
}

function openCopy(path: string): ForeignDatabase {
  const { size } = statSync(path)
  if (size > LARGEST_COPY_BYTES) {
    throw new Error('it can only be read where its log’s index can be opened, and it is too large to copy')
  }
  const folder = mkdtempSync(join(tmpdir(), 'llm-session-copy-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    const copy = join(folder, basename(path))
    copyFileSync(path, copy)
    if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`)
    return open(copy, remove)
  } catch (error) {
    remove()
    throw error
  }
}
