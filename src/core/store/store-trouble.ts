import { accessSync, constants, statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'

/**
 * Why a database cannot be used. Only `damaged` says anything about its content; the others pass, or a
 * person can end them, and the file must be left as it is.
 */
export type TroubleKind = 'damaged' | 'disk-full' | 'locked' | 'no-permission' | 'io-error'

export interface Trouble {
  readonly kind: TroubleKind
  /** The system's or SQLite's own words. */
  readonly detail: string
}

/** Carries trouble that we found ourselves up to the function that turns it into data. */
export class StoreError extends Error {
  readonly trouble: Trouble

  constructor(trouble: Trouble) {
    super(trouble.detail)
    this.name = 'StoreError'
    this.trouble = trouble
  }
}

/** Codes of SQLite by their primary part; extended codes go on with an underscore. */
const SQLITE_CODES: Readonly<Record<string, TroubleKind>> = {
  SQLITE_CORRUPT: 'damaged',
  SQLITE_NOTADB: 'damaged',
  SQLITE_FULL: 'disk-full',
  SQLITE_BUSY: 'locked',
  SQLITE_LOCKED: 'locked',
  SQLITE_PROTOCOL: 'locked',
  SQLITE_PERM: 'no-permission',
  SQLITE_READONLY: 'no-permission',
  SQLITE_CANTOPEN: 'no-permission',
  SQLITE_AUTH: 'no-permission',
  SQLITE_IOERR: 'io-error',
  SQLITE_NOLFS: 'io-error',
}

const SYSTEM_CODES: Readonly<Record<string, TroubleKind>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EBUSY: 'locked',
  EACCES: 'no-permission',
  EPERM: 'no-permission',
  EROFS: 'no-permission',
  EISDIR: 'no-permission',
  ENOENT: 'no-permission',
  ENOTDIR: 'no-permission',
  EIO: 'io-error',
  EMFILE: 'io-error',
  ENFILE: 'io-error',
}

/** Below this, SQLite cannot even grow its shared-memory file (32 KiB) and reports an I/O error instead of a full disk. */
const NO_SPACE_BYTES = 64 * 1024

/** Tells expected trouble from a bug. `undefined` means that the error is a bug: throw it on. */
export function troubleOf(error: unknown): Trouble | undefined {
  if (error instanceof StoreError) return error.trouble
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined
  const kind = error instanceof Database.SqliteError ? sqliteTrouble(error) : SYSTEM_CODES[error.code]
  // The system's messages begin with their code, SQLite's do not.
  const detail = error.message.startsWith(error.code) ? error.message : `${error.code}: ${error.message}`
  return kind && { kind, detail }
}

/**
 * As `troubleOf`, for an owner's database at `path`, with a look at the disk: an I/O error on a volume without
 * space is a full disk, and a file that SQLite calls read-only although we may write it has a damaged header
 * (its write version, byte 18).
 */
export function troubleAt(path: string, error: unknown): Trouble | undefined {
  const trouble = troubleOf(error)
  if (trouble?.kind === 'io-error' && hasNoSpace(dirname(path))) return { ...trouble, kind: 'disk-full' }
  if (hasCode(error, 'SQLITE_READONLY') && trouble && mayWrite(path)) return { ...trouble, kind: 'damaged' }
  return trouble
}

function sqliteTrouble(error: { readonly code: string; readonly message: string }): TroubleKind | undefined {
  // A schema format number that no SQLite writes (header bytes 44 to 47) comes as a plain SQLITE_ERROR.
  if (error.code === 'SQLITE_ERROR' && error.message === 'unsupported file format') return 'damaged'
  return SQLITE_CODES[error.code.split('_', 2).join('_')]
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Database.SqliteError && error.code === code
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK)
    return true
  } catch (error) {
    if (troubleOf(error)) return false
    throw error
  }
}

function hasNoSpace(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize < NO_SPACE_BYTES
  } catch (error) {
    if (troubleOf(error)) return false
    throw error
  }
}
