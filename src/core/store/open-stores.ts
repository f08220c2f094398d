import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { indexMigrations } from './index-migrations.ts'
import { type OpenedDatabase, openDatabase, type OpenResult } from './open-database.ts'
import { textMigrations } from './text-migrations.ts'

export const INDEX_FILE = 'index.db'
export const USER_FILE = 'user.db'
export const TEXT_FILE = 'text.db'

/** A database of ours that cannot be opened. The message says why and what to do. */
export class StoreRefused extends Error {
  constructor(sentence: string) {
    super(sentence)
    this.name = 'StoreRefused'
  }
}

/** The index, for the process that keeps it (`own`) or for one that only looks (`read`; `undefined` until there is one). */
export function openIndex(folder: string, mode: 'own' | 'read', now: () => Date): OpenedDatabase | undefined {
  const result = openDatabase({
    path: join(folder, INDEX_FILE),
    kind: 'index',
    migrations: indexMigrations,
    mode,
    now,
  })
  return accept(result)
}

/** The words of all messages; see `openIndex`. */
export function openText(folder: string, mode: 'own' | 'read', now: () => Date): OpenedDatabase | undefined {
  const path = join(folder, TEXT_FILE)
  return accept(openDatabase({ path, kind: 'index', migrations: textMigrations, mode, now }))
}

export function accept(result: OpenResult): OpenedDatabase | undefined {
  if (result.kind === 'refused') throw new StoreRefused([...result.events, result.sentence].join(' '))
  return result.kind === 'missing' ? undefined : result
}

export type Connection = Database.Database
