import { closeSync, fchmodSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

export const PRIVATE_FILE_MODE = 0o600

/**
 * Makes an empty file that only its owner may read, unless one is there. Called before SQLite opens a new
 * database: SQLite would follow the umask, and it gives its `-wal` and `-shm` files the mode of the database.
 */
export function ensurePrivateFile(path: string): void {
  try {
    closeSync(openPrivate(path))
  } catch (error) {
    if (!isSystemError(error, 'EEXIST')) throw error
  }
}

/** Writes a small file so that a reader sees the old text or the new one, never a part. One writer at a time. */
export function writePrivateFile(path: string, text: string): void {
  const temporary = `${path}.tmp`
  rmSync(temporary, { force: true })
  const file = openPrivate(temporary)
  try {
    writeFileSync(file, text)
  } finally {
    closeSync(file)
  }
  renameSync(temporary, path)
}

/** Waits until the content of a file is on the disk. Never for a database in use: closing it would drop SQLite's locks. */
export function syncFile(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Waits until the names in the folder of `path` are on the disk. Windows cannot, and needs not: NTFS journals names. */
export function syncFolderOf(path: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(dirname(path), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

export function isSystemError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

function openPrivate(path: string): number {
  const file = openSync(path, 'wx', PRIVATE_FILE_MODE)
  // A umask such as 0777 takes the owner's own bits as well.
  fchmodSync(file, PRIVATE_FILE_MODE)
  return file
}
