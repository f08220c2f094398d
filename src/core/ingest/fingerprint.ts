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
  const stored = Buffer.allocUnsafe(tail.length)
  const filled = readFully(fd, stored, offset - tail.length)
  return filled === tail.length && stored.equals(tail) ? fingerprintOf(fd, offset) : OVERTAKEN
}

/** Says whether the counted part is what it was, and what stands behind it is not the rest of a line that was counted. */
export function onlyGrew(fd: number, offset: number, known: string): boolean {
  return fingerprintOf(fd, offset) === known && !goesOn(fd, offset)
}

function fingerprintOf(fd: number, offset: number): string {
  const head = checksum(fd, 0, Math.min(HEAD_BYTES, offset))
  const tail = checksum(fd, Math.max(0, offset - TAIL_BYTES), Math.min(TAIL_BYTES, offset))
  return `${offset.toString(36)}.${head}.${tail}`
}

/**
 * Says whether a record that was whole, and counted before its line had an end, goes on: the file was cut behind it, or
 * its line was written in two pieces that were no record together.
 */
function goesOn(fd: number, offset: number): boolean {
  if (offset === 0) return false
  const around = Buffer.alloc(3)
  const [before, first, second] = around.subarray(0, readFully(fd, around, offset - 1))
  if (before === LINE_FEED || first === undefined || first === LINE_FEED) return false
  return first !== CARRIAGE_RETURN || (second !== undefined && second !== LINE_FEED)
}

function checksum(fd: number, position: number, length: number): string {
  const bytes = Buffer.allocUnsafe(length)
  return crc32(bytes.subarray(0, readFully(fd, bytes, position))).toString(36)
}

/** Answers how many bytes there were. */
function readFully(fd: number, bytes: Buffer, position: number): number {
  let filled = 0
  while (filled < bytes.length) {
    const got = readSync(fd, bytes, filled, bytes.length - filled, position + filled)
    if (got === 0) break
    filled += got
  }
  return filled
}
