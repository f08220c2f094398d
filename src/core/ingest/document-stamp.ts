import { lstatSync, type Stats } from 'node:fs'
import type { TranscriptFile } from '../files/walk-transcripts.ts'

/**
 * Names the state of a document. A database that is written through a log keeps its own size and time, so the log's
 * count as well.
 */
export function documentStamp({
  path,
  dev,
  ino,
  sizeBytes,
  mtimeMs,
}: Pick<TranscriptFile, 'path' | 'dev' | 'ino' | 'sizeBytes' | 'mtimeMs'>): string {
  const log = logOf(path)
  return [dev, ino, sizeBytes, mtimeMs, log?.size ?? '', log?.mtimeMs ?? ''].join(' ')
}

/** What a database writes to first; `undefined` where there is none. */
export function logOf(path: string): Stats | undefined {
  return lstatSync(`${path}-wal`, { throwIfNoEntry: false })
}
