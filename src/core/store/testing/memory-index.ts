import Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import { indexMigrations } from '../index-migrations.ts'
import { type IndexQueries, openIndexQueries } from '../index-queries.ts'
import { type IndexStore, openIndexStore } from '../index-store.ts'

export interface MemoryIndex {
  readonly store: IndexStore
  readonly queries: IndexQueries
  /** Fills the disk when so many transactions more are kept: the one after them is undone at its end, once. */
  fillDiskAfter(transactions: number): void
}

/** An empty index that no file holds. Closed when the running test ends. */
export function openMemoryIndex(): MemoryIndex {
  const database = new Database(':memory:')
  onTestFinished(() => {
    database.close()
  })
  for (const migration of indexMigrations) migration.up(database)
  const store = openIndexStore(database)
  let left = Number.POSITIVE_INFINITY
  const transaction: IndexStore['transaction'] = (work) =>
    store.transaction(() => {
      const result = work()
      if (left-- > 0) return result
      left = Number.POSITIVE_INFINITY
      throw new Database.SqliteError('database or disk is full', 'SQLITE_FULL')
    })
  return {
    store: { ...store, transaction },
    queries: openIndexQueries(database),
    fillDiskAfter(transactions) {
      left = transactions
    },
  }
}
