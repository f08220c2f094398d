import { readSync } from 'node:fs'
import { crc32 } from 'node:zlib'

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const HEAD_BYTES = 1024
/** Bytes before the offset that a fingerprint tells of. */
export const TAIL_BYTES = 1024
/** Equal to no fingerprint of a file. */
const OVERTAKEN = 'overtaken'

/**
 * Names the counted part of a file: checksums of its beginning and of the bytes before the offset.
 * A file that was rewritten in place keeps its inode and often grows; its fingerprint differs.
 *
 * `tail`: the last bytes before the offset as they were read. Where others stand there by now, the file was rewritten
 * meanwhile: what was read of it belongs to no file, and is to be read again.
 */
export function fingerprint(fd: number, offset: number, tail: Buffer): string {
  const before = bytesBefore(fd, offset)
  const isAsRead = before.subarray(Math.max(0, before.length - tail.length)).equals(tail)
  return isAsRead ? nameOf(fd, offset, before) : OVERTAKEN
}

/** Says whether the counted part is what it was, and what stands behind it is not the rest of a line that was counted. */
export function onlyGrew(fd: number, offset: number, known: string): boolean {
  return nameOf(fd, offset, bytesBefore(fd, offset)) === known && !goesOn(fd, offset)
}

function nameOf(fd: number, offset: number, before: Buffer): string {
  const head = bytesAt(fd, 0, Math.min(HEAD_BYTES, offset))
  return [offset, crc32(head), crc32(before)].map((part) => part.toString(36)).join('.')
}

function bytesBefore(fd: number, offset: number): Buffer {
  return bytesAt(fd, Math.max(0, offset - TAIL_BYTES), Math.min(TAIL_BYTES, offset))
}

/**
 * Says whether a record that was whole, and counted before its line had an end, goes on: the file was cut behind it, or
 * its line was written in two pieces that were no record together.
 */
function goesOn(fd: number, offset: number): boolean {
  if (offset === 0) return false
  const [before, first, second] = bytesAt(fd, offset - 1, 3)
  if (before === LINE_FEED || first === undefined || first === LINE_FEED) return false
  return first !== CARRIAGE_RETURN || (second !== undefined && second !== LINE_FEED)
}

/** Fewer where the file ends before. */
function bytesAt(fd: number, position: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length)
  let filled = 0
  while (filled < length) {
    const got = readSync(fd, bytes, filled, length - filled, position + filled)
    if (got === 0) break
    filled += got
  }
  return bytes.subarray(0, filled)
}
