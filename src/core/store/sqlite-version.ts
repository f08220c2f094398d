import Database from 'better-sqlite3'

/** The version of SQLite that we run on. */
export function linkedSqliteVersion(): string {
  const database = new Database(':memory:')
  try {
    return String(database.prepare('SELECT sqlite_version()').pluck().get())
  } finally {
    database.close()
  }
}

/**
 * Says why a version of SQLite must not write our databases; `undefined` where it may.
 * Up to 3.51.2 two connections that write and checkpoint a WAL at once can corrupt it, and 3.52.0 was withdrawn.
 */
export function sqliteVersionProblem(version: string): string | undefined {
  const parts = /^(\d+)\.(\d+)\.(\d+)$/.exec(version)
  if (!parts) return `SQLite calls itself "${version}", which is no version we know`
  const [major = 0, minor = 0, patch = 0] = parts.slice(1).map(Number)
  const order = major * 1_000_000 + minor * 1_000 + patch
  if (order < 3_051_003)
    return `SQLite ${version} can corrupt a database that two programs use; 3.51.3 is the first that does not`
  if (order === 3_052_000) return 'SQLite 3.52.0 was withdrawn by its makers'
  return undefined
}
