import { closeSync, fstatSync, readSync, type Stats } from 'node:fs'
import { type FileTrouble, troubleOf } from '../files/file-trouble.ts'
import { openRegular } from '../files/open-regular.ts'
import type { TextCounter } from './count-text.ts'

/** One state of a file: while it stays so, the file's content is taken to be unchanged. */
export interface FileVersion {
  readonly path: string
  /** Last change in epoch milliseconds, with the fractions that the file system gives. */
  readonly modifiedAtMs: number
  readonly sizeBytes: number
}

/** Remembers counts of files, in one encoding. */
export interface FileTokenCache {
  get(version: FileVersion): number | undefined
  set(version: FileVersion, tokens: number): void
}

export type FileTokens =
  | { readonly kind: 'counted'; readonly tokens: number }
  | { readonly kind: 'skipped'; readonly reason: FileTrouble | 'too large' | 'not text' | 'being written' }

/** No assistant reads a larger file whole, and counting one would hold up others. */
export const LARGEST_COUNTED_FILE_BYTES = 4 * 1024 * 1024

/**
 * Counts the tokens of a plain text file of at most `maxBytes`, or says why it does not. A file whose version the
 * cache knows is not read; one that changes while it is read is not remembered.
 */
export function countFileTokens(
  path: string,
  counter: TextCounter,
  cache: FileTokenCache,
  maxBytes: number = LARGEST_COUNTED_FILE_BYTES,
): FileTokens {
  const opened = openRegular(path)
  if (opened.kind === 'refused') return skipped(opened.reason)
  try {
    return countOpened({ path, fd: opened.fd, stat: opened.stat }, counter, cache, maxBytes)
  } catch (error) {
    return skipped(troubleOf(error))
  } finally {
    closeSync(opened.fd)
  }
}

interface OpenFile {
  readonly path: string
  readonly fd: number
  readonly stat: Stats
}

function countOpened(
  file: OpenFile,
  counter: TextCounter,
  cache: FileTokenCache,
  maxBytes: number,
): FileTokens {
  const version = versionOf(file.path, file.stat)
  if (version.sizeBytes > maxBytes) return skipped('too large')
  const known = cache.get(version)
  if (known !== undefined) return { kind: 'counted', tokens: known }
  // One byte more than there should be shows that it grew.
  const content = readUpTo(file.fd, version.sizeBytes + 1)
  const isWhole =
    content.length === version.sizeBytes && isSame(version, versionOf(file.path, fstatSync(file.fd)))
  if (!isWhole) return skipped('being written')
  if (content.includes(0)) return skipped('not text')
  const tokens = counter.count(content.toString('utf8'))
  cache.set(version, tokens)
  return { kind: 'counted', tokens }
}

function readUpTo(fd: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes)
  let length = 0
  while (length < bytes) {
    const read = readSync(fd, buffer, length, bytes - length, length)
    if (read === 0) break
    length += read
  }
  return buffer.subarray(0, length)
}

function versionOf(path: string, stat: Stats): FileVersion {
  return { path, modifiedAtMs: stat.mtimeMs, sizeBytes: stat.size }
}

function isSame(a: FileVersion, b: FileVersion): boolean {
  return a.modifiedAtMs === b.modifiedAtMs && a.sizeBytes === b.sizeBytes
}

function skipped(reason: Extract<FileTokens, { kind: 'skipped' }>['reason']): FileTokens {
  return { kind: 'skipped', reason }
}
