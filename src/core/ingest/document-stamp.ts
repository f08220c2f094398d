import { lstatSync } from 'node:fs'
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
  const log = lstatSync(`${path}-wal`, { throwIfNoEntry: false })
  return [dev, ino, sizeBytes, mtimeMs, log?.size ?? '', log?.mtimeMs ?? ''].join(' ')
}
