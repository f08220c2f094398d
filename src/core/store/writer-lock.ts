import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { ensurePrivateFile, isSystemError, writePrivateFile } from './private-file.ts'
import { type TroubleKind, troubleAt } from './store-trouble.ts'

const LOCK_FILE = 'lock.db'
const OWNER_FILE = 'lock.json'

const OWNER_KINDS: readonly unknown[] = ['cli', 'server', 'desktop']

/** The process that writes our databases. */
export interface WriterLockOwner {
  readonly pid: number
  readonly kind: 'cli' | 'server' | 'desktop'
  /** When the owner started; epoch milliseconds. */
  readonly startedAt: number
}

export interface WriterLock {
  readonly kind: 'held'
  /** Keep the lock reachable until you release it: once it is garbage, it may be released at any time. */
  readonly release: () => void
}

export type WriterLockResult =
  | WriterLock
  /** Another process holds it. `owner` is undefined in the moment before that process has said who it is. */
  | { readonly kind: 'taken'; readonly owner: WriterLockOwner | undefined }
  /** Nobody can hold it: the folder cannot be written, for example. */
  | { readonly kind: 'unavailable'; readonly reason: TroubleKind; readonly sentence: string }

/**
 * Becomes the one process that writes the databases in `folder`, or tells who is. Does not wait.
 * The lock is an exclusive transaction on a tiny database: the system ends it with the process, however that ends.
 */
export function acquireWriterLock(folder: string, owner: WriterLockOwner): WriterLockResult {
  const path = join(folder, LOCK_FILE)
  let database: Database.Database | undefined
  try {
    ensurePrivateFile(path)
    database = lockedDatabase(path)
    writePrivateFile(join(folder, OWNER_FILE), JSON.stringify(owner))
    return { kind: 'held', release: releaser(database, folder) }
  } catch (error) {
    database?.close()
    const trouble = troubleAt(path, error)
    if (!trouble) throw error
    if (trouble.kind === 'locked') return { kind: 'taken', owner: readOwner(folder) }
    return {
      kind: 'unavailable',
      reason: trouble.kind,
      sentence: `Nothing can be written in ${folder}: ${trouble.detail}.`,
    }
  }
}

/** The living process that says it holds the lock; `undefined` where none does or its word cannot be understood. */
function readOwner(folder: string): WriterLockOwner | undefined {
  try {
    const owner: unknown = JSON.parse(readFileSync(join(folder, OWNER_FILE), 'utf8'))
    // A killed owner leaves its word behind, and the next one holds the lock before it has replaced it.
    return isOwner(owner) && isAlive(owner.pid) ? owner : undefined
  } catch (error) {
    if (error instanceof SyntaxError || isSystemError(error, 'ENOENT') || isSystemError(error, 'EACCES'))
      return undefined
    throw error
  }
}

function isOwner(value: unknown): value is WriterLockOwner {
  if (typeof value !== 'object' || value === null) return false
  if (!('pid' in value && 'kind' in value && 'startedAt' in value)) return false
  const { pid, kind, startedAt } = value
  return Number.isInteger(pid) && Number(pid) > 0 && OWNER_KINDS.includes(kind) && Number.isFinite(startedAt)
}

function lockedDatabase(path: string): Database.Database {
  const database = new Database(path, { timeout: 0, fileMustExist: true })
  try {
    // No journal file beside it. Nothing is ever written, so nothing can be left half written.
    database.pragma('journal_mode = MEMORY')
    database.exec('BEGIN EXCLUSIVE')
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

function releaser(database: Database.Database, folder: string): () => void {
  return () => {
    if (!database.open) return
    // While the lock is held: afterwards the file could be the next owner's.
    rmSync(join(folder, OWNER_FILE), { force: true })
    database.close()
  }
}

/** Signal 0 asks and sends nothing. A process that we may not signal is alive. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return !isSystemError(error, 'ESRCH')
  }
}
