import Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import { indexMigrations } from '../index-migrations.ts'
import { type IndexQueries, openIndexQueries } from '../index-queries.ts'
import { type IndexStore, openIndexStore } from '../index-store.ts'

export interface MemoryIndex {
  readonly store: IndexStore
  readonly queries: IndexQueries
}

/** An empty index that no file holds. Closed when the running test ends. */
export function openMemoryIndex(): MemoryIndex {
  const database = new Database(':memory:')
  onTestFinished(() => {
    database.close()
  })
  for (const migration of indexMigrations) migration.up(database)
  return { store: openIndexStore(database), queries: openIndexQueries(database) }
}

/** The same store on a disk that is full as soon as `transactions` were kept: the next one is undone at its end. */
export function storeOnFullDisk(store: IndexStore, transactions: number): IndexStore {
  let left = transactions
  return {
    ...store,
    transaction: (work) =>
      store.transaction(() => {
        const result = work()
        if (left-- <= 0) throw new Database.SqliteError('database or disk is full', 'SQLITE_FULL')
        return result
      }),
  }
}
