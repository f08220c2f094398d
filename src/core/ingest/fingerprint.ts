import { readSync } from 'node:fs'
import { crc32 } from 'node:zlib'

const HEAD_BYTES = 1024
const TAIL_BYTES = 1024

/**
 * Names the counted part of a file: checksums of its beginning and of the bytes before the offset.
 * A file that was rewritten in place keeps its inode and often grows; its fingerprint differs.
 */
export function fingerprint(fd: number, offset: number): string {
  const head = checksum(fd, 0, Math.min(HEAD_BYTES, offset))
  const tail = checksum(fd, Math.max(0, offset - TAIL_BYTES), Math.min(TAIL_BYTES, offset))
  return `${offset.toString(36)}.${head}.${tail}`
}

function checksum(fd: number, position: number, length: number): string {
  const bytes = Buffer.allocUnsafe(length)
  let filled = 0
  while (filled < length) {
    const got = readSync(fd, bytes, filled, length - filled, position + filled)
    if (got === 0) break
    filled += got
  }
  return crc32(bytes.subarray(0, filled)).toString(36)
}
