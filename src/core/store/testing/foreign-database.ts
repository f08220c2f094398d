import Database from 'better-sqlite3'

/** A database as an assistant writes it: through a log, by a program that stays open. */
export interface WrittenDatabase {
  exec(sql: string): void
  close(): void
}

export function writeDatabase(path: string): WrittenDatabase {
  const database = new Database(path)
  database.pragma('journal_mode = WAL')
  return { exec: (sql) => void database.exec(sql), close: () => void database.close() }
}
