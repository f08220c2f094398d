import { type BigIntStats, statSync } from 'node:fs'
import { basename } from 'node:path'
import Database from 'better-sqlite3'
import { makeBackup, newestGoodBackup, restoreBackup } from './backup.ts'
import { mustCheck, readCleanExit, removeCleanExit, writeCleanExit } from './clean-exit.ts'
import { connect, setUpForWriting } from './connection.ts'
import { checkWhole } from './integrity.ts'
import { latestVersion, type Migration, migrate, plausibleVersion } from './migrate.ts'
import { type OpenedDatabase, type OpenResult, refuse, refuseSchema } from './open-result.ts'
import { ensurePrivateFile } from './private-file.ts'
import { hasLog, setAside, setLogAside } from './set-aside.ts'
import { linkedSqliteVersion, sqliteVersionProblem } from './sqlite-version.ts'
import { troubleAt } from './store-trouble.ts'
import { spokenTime } from './timestamp.ts'

export type { OpenedDatabase, OpenResult } from './open-result.ts'

export interface OpenOptions {
  /** Its folder exists; see `preparePrivateFolder`. */
  readonly path: string
  /**
   * `user`: cannot be rebuilt. Every commit waits for the disk, and a backup replaces a damaged file.
   * `index`: can be rebuilt. A power cut may take its last commits, and an empty file replaces a damaged one.
   */
  readonly kind: 'index' | 'user'
  readonly migrations: readonly Migration[]
  /**
   * `own`: the one process that holds the writer lock. `read`: everybody else; makes and changes nothing. `guest`:
   * writes a few rows beside an owner; makes, migrates and repairs nothing.
   */
  readonly mode: 'own' | 'read' | 'guest'
  readonly now: () => Date
  /** How long a statement waits for another connection; 5 seconds where left out. */
  readonly busyTimeoutMs?: number
  /** The version of SQLite; asked of SQLite where left out. */
  readonly sqliteVersion?: string
}

const BUSY_TIMEOUT_MS = 5000

/** The file as found, then a backup of it, then an empty one. */
const ATTEMPTS = 3

/**
 * Opens one of our databases, brings it to the latest schema, and never lets damage stop the start: a damaged
 * file is renamed, never deleted, and replaced. A full disk, a lock or a missing right is not damage.
 * Throws only on a bug, such as a migration that does not work.
 */
export function openDatabase(options: OpenOptions): OpenResult {
  const { path, mode } = options
  const events: string[] = []
  try {
    const found = statSync(path, { throwIfNoEntry: false })
    if (found && !found.isFile()) return refuse(path, 'not-a-file', 'what lies there is not a file')
    if (mode === 'own') return openAsOwner(options, events)
    // An owner that starts just now has made the file and not filled it.
    return found && found.size > 0 ? openBesideOwner(options) : { kind: 'missing', path }
  } catch (error) {
    const trouble = troubleAt(path, error)
    if (!trouble) throw error
    return refuse(path, trouble.kind, trouble.detail, events)
  }
}

function openBesideOwner(options: OpenOptions): OpenResult {
  const { path, migrations, mode, kind } = options
  const database = connectTo(options, { readonly: mode === 'read' })
  try {
    const version = plausibleVersion(database)
    if (version === latestVersion(migrations)) {
      const events = mode === 'guest' ? setUpForWriting(database, durabilityOf(kind)) : []
      return opened(database, events, options, undefined)
    }
    database.close()
    return refuseSchema(path, version, latestVersion(migrations))
  } catch (error) {
    database.close()
    throw error
  }
}

function openAsOwner(options: OpenOptions, events: string[]): OpenResult {
  const { path } = options
  const problem = sqliteVersionProblem(options.sqliteVersion ?? linkedSqliteVersion())
  if (problem) return refuse(path, 'unsafe-sqlite', problem)

  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const isNew = makeReady(options, { mayRestore: attempt < ATTEMPTS }, events)
    try {
      return openReady(options, isNew, events)
    } catch (error) {
      const trouble = troubleAt(path, error)
      if (trouble?.kind !== 'damaged') throw error
      events.push(reportSetAside(options, trouble.detail))
    }
  }
  return refuse(path, 'io-error', 'even a new file comes back damaged', events)
}

/**
 * Sees to it that there is a file to open: the one that is there, a backup of one that is lost, or an empty one.
 * @returns true for an empty one
 */
function makeReady(
  options: OpenOptions,
  { mayRestore }: { readonly mayRestore: boolean },
  events: string[],
): boolean {
  const { path, kind, migrations } = options
  const sizeBytes = statSync(path, { throwIfNoEntry: false })?.size
  if (sizeBytes !== undefined && sizeBytes > 0) return false

  const canRestore = kind === 'user' && mayRestore
  const backup = canRestore ? newestGoodBackup(path, latestVersion(migrations)) : undefined
  if (hasLog(path)) events.push(reportSetAside(options, 'its log is there, but not the database itself'))
  // Without a log or a backup, an empty file is a first start that was cut short.
  else if (sizeBytes === 0 && backup) events.push(reportSetAside(options, 'it was empty'))

  const name = basename(path)
  if (backup) {
    restoreBackup(backup, path)
    events.push(`${name} was lost or damaged. The backup of ${spokenTime(backup.madeAt)} takes its place.`)
    return false
  }
  if (events.length > 0) {
    events.push(
      `${name} starts empty: ${kind === 'user' ? 'there is no good backup' : 'it is rebuilt from the transcripts'}.`,
    )
  }
  ensurePrivateFile(path)
  return true
}

/** Opens a file that is there. Throws whatever speaks against it; nothing is written before the schema is known. */
function openReady(options: OpenOptions, isNew: boolean, events: string[]): OpenResult {
  const { path, kind, migrations, now } = options
  const supported = latestVersion(migrations)
  const exit = isNew ? undefined : readCleanExit(path)
  const checkFirst = !isNew && mustCheck(path, exit, now())
  const stored = isNew ? 0 : inspect(options, checkFirst)
  if (stored !== undefined && stored > supported) return refuseSchema(path, stored, supported, events)

  const database = connectTo(options, { readonly: false })
  try {
    if (checkFirst && stored === undefined) checkWhole(database)
    events.push(...setUpForWriting(database, durabilityOf(kind)))
    removeCleanExit(path)
    const backUp = kind === 'user' ? () => makeBackup(database, 'before-migration', now()) : undefined
    const result = migrate(database, migrations, backUp)
    if (result.kind === 'newer') {
      database.close()
      return refuseSchema(path, result.found, result.supported, events)
    }
    if (result.kind === 'migrated' && result.from > 0) {
      events.push(`${basename(path)} was brought from schema ${result.from} to ${result.to}.`)
    }
    return opened(database, events, options, exit && !checkFirst ? exit.checkedAt : now().getTime())
  } catch (error) {
    database.close()
    throw error
  }
}

/**
 * The schema version, of a file that is whole where `checkFirst` asks for that. Not a byte of the file changes:
 * closing a connection that may write would move its log into it, into a damaged file or a newer version's as well.
 * `undefined` where SQLite must roll back a journal before anything can be read.
 */
function inspect(options: OpenOptions, checkFirst: boolean): number | undefined {
  let database: Database.Database | undefined
  try {
    database = connectTo(options, { readonly: true })
    const version = plausibleVersion(database)
    if (checkFirst) checkWhole(database)
    return version
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code === 'SQLITE_READONLY_ROLLBACK') return undefined
    throw error
  } finally {
    database?.close()
  }
}

function durabilityOf(kind: OpenOptions['kind']): 'every-commit' | 'process-kill' {
  return kind === 'user' ? 'every-commit' : 'process-kill'
}

function connectTo(options: OpenOptions, { readonly }: { readonly readonly: boolean }): Database.Database {
  return connect(options.path, { readonly, busyTimeoutMs: options.busyTimeoutMs ?? BUSY_TIMEOUT_MS })
}

/** @param checkedAt when an owner last read it whole; `undefined` for whoever is no owner and leaves no mark */
function opened(
  database: Database.Database,
  events: readonly string[],
  { now }: OpenOptions,
  checkedAt: number | undefined,
): OpenedDatabase {
  const path = database.name
  const identity = statSync(path, { bigint: true })
  let trusted = true
  const place = () => {
    const found = statSync(path, { bigint: true, throwIfNoEntry: false })
    if (!found) return 'gone'
    return isSameFile(found, identity) ? 'here' : 'replaced'
  }
  return {
    kind: 'opened',
    database,
    events,
    place,
    distrust() {
      trusted = false
    },
    close() {
      if (checkedAt === undefined) {
        database.close()
        return []
      }
      try {
        closeOwned(database)
        return leave(path, place(), trusted ? checkedAt : undefined, now())
      } catch (error) {
        const trouble = troubleAt(path, error)
        if (!trouble) throw error
        return [`${basename(path)} was not closed properly: ${trouble.detail}. The next start checks it.`]
      }
    },
  }
}

function closeOwned(database: Database.Database): void {
  try {
    database.pragma('optimize')
  } finally {
    database.close()
  }
}

/**
 * Leaves what the next start needs to know of a closed database.
 * @param checkedAt when it was last read whole; `undefined` where the next start is to do so
 * @returns what was lost or kept aside, in sentences
 */
function leave(
  path: string,
  place: 'here' | 'gone' | 'replaced',
  checkedAt: number | undefined,
  now: Date,
): readonly string[] {
  const name = basename(path)
  if (place === 'gone') return [`${name} was deleted while it was open. What was written since is lost.`]
  if (place === 'replaced') {
    return [
      `${name} was replaced while it was open. What was written since is kept as ${setLogAside(path, now)}-wal.`,
    ]
  }
  if (checkedAt !== undefined) writeCleanExit(path, checkedAt)
  return []
}

function isSameFile(one: BigIntStats, other: BigIntStats): boolean {
  return one.dev === other.dev && one.ino === other.ino
}

function reportSetAside({ path, now }: OpenOptions, damage: string): string {
  return `${basename(path)} could not be used (${damage}). It is kept as ${setAside(path, now())}.`
}
