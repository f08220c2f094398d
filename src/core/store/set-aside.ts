import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { syncFolderOf } from './private-file.ts'
import { fileStamp } from './timestamp.ts'

/** What SQLite keeps beside a database. The journal is only there for a moment, while a new file becomes WAL. */
const SIDE_FILES = ['-wal', '-shm', '-journal'] as const

/** How many damaged databases are kept; the oldest go first. */
const KEPT = 3

/** Whether a log that belongs to a database lies beside where it is or should be. An empty one says nothing. */
export function hasLog(path: string): boolean {
  return ['-wal', '-journal'].some(
    (side) => (statSync(path + side, { throwIfNoEntry: false })?.size ?? 0) > 0,
  )
}

/**
 * Renames a database and its side files to `<path>.corrupt-<time>`, where SQLite still finds them together.
 * The database goes first: if we are killed in between, the next start finds logs without a database and
 * sets them aside too, whereas a database without its log would pass for a whole one.
 * @returns the new path of the database
 */
export function setAside(path: string, now: Date): string {
  return renameAll(path, ['', ...SIDE_FILES], now)
}

/** As `setAside`, for the log of a database that another file has replaced: SQLite would apply it to that one. */
export function setLogAside(path: string, now: Date): string {
  return renameAll(path, SIDE_FILES, now)
}

function renameAll(path: string, endings: readonly string[], now: Date): string {
  const aside = freeName(path, now)
  for (const ending of endings) {
    if (existsSync(path + ending)) renameSync(path + ending, aside + ending)
  }
  syncFolderOf(path)
  prune(path)
  return aside
}

function freeName(path: string, now: Date): string {
  for (let at = now.getTime(); ; at++) {
    const name = `${path}.corrupt-${fileStamp(new Date(at))}`
    if (!['', ...SIDE_FILES].some((side) => existsSync(name + side))) return name
  }
}

function prune(path: string): void {
  const beginning = `${basename(path)}.corrupt-`
  const stampLength = fileStamp(new Date(0)).length
  const names = readdirSync(dirname(path)).filter((name) => name.startsWith(beginning))
  const sets = [...new Set(names.map((name) => name.slice(0, beginning.length + stampLength)))].sort()
  for (const set of sets.slice(0, -KEPT)) {
    for (const name of names.filter((name) => name.startsWith(set))) rmSync(join(dirname(path), name))
  }
}
