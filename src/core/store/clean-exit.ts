import { readFileSync, rmSync, statSync } from 'node:fs'
import { isSystemError, syncFolderOf, writePrivateFile } from './private-file.ts'

const CHECK_EVERY_MS = 7 * 24 * 60 * 60 * 1000

/** What a database was when its owner closed it. There only while no owner has it open. */
export interface CleanExit {
  /** When all of its pages were last read and found whole; epoch milliseconds. */
  readonly checkedAt: number
  readonly sizeBytes: number
  readonly modifiedAtMs: number
}

/**
 * Whether a database must be read whole before it is trusted: its owner was killed, another program wrote to it
 * since (a sync tool, a failing disk's repair), or the last such reading is over a week ago.
 */
export function mustCheck(path: string, exit: CleanExit | undefined, now: Date): boolean {
  if (!exit) return true
  const { size, mtimeMs } = statSync(path)
  const changed = size !== exit.sizeBytes || mtimeMs !== exit.modifiedAtMs
  return changed || Math.abs(now.getTime() - exit.checkedAt) > CHECK_EVERY_MS
}

/** The mark of the last clean exit; `undefined` where there is none, or it cannot be understood. */
export function readCleanExit(path: string): CleanExit | undefined {
  try {
    const mark: unknown = JSON.parse(readFileSync(markOf(path), 'utf8'))
    return isCleanExit(mark) ? mark : undefined
  } catch (error) {
    if (error instanceof SyntaxError || isSystemError(error, 'ENOENT')) return undefined
    throw error
  }
}

/** Called by an owner before it writes. On the disk before anything else is, so that a power cut cannot bring it back. */
export function removeCleanExit(path: string): void {
  if (!statSync(markOf(path), { throwIfNoEntry: false })) return
  rmSync(markOf(path))
  syncFolderOf(path)
}

/** Called by an owner after its connection is closed. */
export function writeCleanExit(path: string, checkedAt: number): void {
  const { size, mtimeMs } = statSync(path)
  const exit: CleanExit = { checkedAt, sizeBytes: size, modifiedAtMs: mtimeMs }
  writePrivateFile(markOf(path), JSON.stringify(exit))
}

function isCleanExit(mark: unknown): mark is CleanExit {
  if (typeof mark !== 'object' || mark === null) return false
  if (!('checkedAt' in mark && 'sizeBytes' in mark && 'modifiedAtMs' in mark)) return false
  return [mark.checkedAt, mark.sizeBytes, mark.modifiedAtMs].every(Number.isFinite)
}

function markOf(path: string): string {
  return `${path}.clean`
}
