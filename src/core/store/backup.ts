import { chmodSync, constants, copyFileSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { checkFile, schemaVersion } from './integrity.ts'
import {
  ensurePrivateFile,
  isSystemError,
  PRIVATE_FILE_MODE,
  syncFile,
  syncFolderOf,
} from './private-file.ts'
import { BACKUP_FOLDER } from './private-folder.ts'
import { StoreError, troubleAt, troubleOf } from './store-trouble.ts'
import { fileStamp, parseFileStamp } from './timestamp.ts'

/** Backups of each kind are counted apart, so that daily ones never push out the one from before a migration. */
const KEPT_OF_A_KIND = 3
const DAY_MS = 24 * 60 * 60 * 1000
const TEMPORARY = '.tmp'

export type BackupKind = 'daily' | 'before-migration'

export interface Backup {
  readonly path: string
  readonly kind: BackupKind
  readonly madeAt: Date
}

export type DailyBackupResult =
  | { readonly kind: 'made'; readonly backup: Backup }
  | { readonly kind: 'not-due'; readonly newest: Backup }
  | { readonly kind: 'failed'; readonly sentence: string }

/** Backs a database up when its newest daily backup is a day old. Cheap where it is not: one folder is listed. */
export function backupIfDue(database: Database, now: Date): DailyBackupResult {
  try {
    const newest = listBackups(database.name).find((backup) => backup.kind === 'daily')
    // A backup from the future, after a clock was set right, must not keep us from making one for ever.
    if (newest && Math.abs(now.getTime() - newest.madeAt.getTime()) < DAY_MS)
      return { kind: 'not-due', newest }
    return { kind: 'made', backup: makeBackup(database, 'daily', now) }
  } catch (error) {
    const trouble = troubleAt(database.name, error)
    if (!trouble) throw error
    return {
      kind: 'failed',
      sentence: `${basename(database.name)} could not be backed up: ${trouble.detail}.`,
    }
  }
}

/**
 * Copies a database as its last commit left it, checks the copy, and only then gives it its name.
 * Throws what SQLite or the system throws, or a `StoreError` where the copy does not hold up.
 */
export function makeBackup(database: Database, kind: BackupKind, now: Date): Backup {
  const folder = folderOf(database.name)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  removeUnfinished(database.name)
  const path = join(folder, `${basename(database.name)}.${kind}-${fileStamp(now)}`)
  const temporary = path + TEMPORARY
  try {
    // SQLite fills a file that is empty, and so keeps its mode.
    ensurePrivateFile(temporary)
    database.prepare('VACUUM INTO ?').run(temporary)
    if (checkFile(temporary) !== schemaVersion(database)) {
      throw new StoreError({ kind: 'io-error', detail: `the backup ${temporary} is not what was written` })
    }
    syncFile(temporary)
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
  syncFolderOf(path)
  prune(database.name, kind, path)
  return { path, kind, madeAt: now }
}

/** All finished backups of the database at `path`, newest first. */
export function listBackups(path: string): readonly Backup[] {
  return namesIn(folderOf(path))
    .map((name) => parseName(path, name))
    .filter((backup) => backup !== undefined)
    .sort((one, other) => other.madeAt.getTime() - one.madeAt.getTime())
}

/** The newest backup that passes the check and that this version can read. */
export function newestGoodBackup(path: string, supportedVersion: number): Backup | undefined {
  return listBackups(path).find((backup) => {
    try {
      const version = checkFile(backup.path)
      return version > 0 && version <= supportedVersion
    } catch (error) {
      if (troubleOf(error)) return false
      throw error
    }
  })
}

/** Puts a copy of a backup where the database was. Nothing of the old one may lie there, least of all its log. */
export function restoreBackup(backup: Backup, path: string): void {
  const temporary = `${path}.restoring`
  rmSync(temporary, { force: true })
  copyFileSync(backup.path, temporary, constants.COPYFILE_EXCL)
  chmodSync(temporary, PRIVATE_FILE_MODE)
  syncFile(temporary)
  renameSync(temporary, path)
  syncFolderOf(path)
}

function folderOf(path: string): string {
  return join(dirname(path), BACKUP_FOLDER)
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return []
    throw error
  }
}

function parseName(path: string, name: string): Backup | undefined {
  const beginning = `${basename(path)}.`
  if (!name.startsWith(beginning)) return undefined
  const parts = /^(daily|before-migration)-(\w+)$/.exec(name.slice(beginning.length))
  const kind = parts?.[1] === 'daily' ? 'daily' : 'before-migration'
  const madeAt = parts?.[2] === undefined ? undefined : parseFileStamp(parts[2])
  return madeAt && { path: join(folderOf(path), name), kind, madeAt }
}

/** A killed process leaves an unfinished copy behind. Only the owner of the database makes backups, so none is in use. */
function removeUnfinished(path: string): void {
  const unfinished = namesIn(folderOf(path)).filter(
    (name) => name.startsWith(`${basename(path)}.`) && name.endsWith(TEMPORARY),
  )
  for (const name of unfinished) rmSync(join(folderOf(path), name))
}

function prune(path: string, kind: BackupKind, justMade: string): void {
  const old = listBackups(path).filter((backup) => backup.kind === kind && backup.path !== justMade)
  for (const backup of old.slice(KEPT_OF_A_KIND - 1)) rmSync(backup.path)
}
