import { closeSync, lstatSync, readdirSync, readSync } from 'node:fs'
import type { SmallFileReader } from '../../providers/provider.ts'
import { type FileProblem, type FileTrouble, troubleOf } from './file-trouble.ts'
import { openRegular } from './open-regular.ts'

/** The assistants' own state files have a few hundred bytes; a larger file is something else. */
const MAX_BYTES = 1024 * 1024

/**
 * Reads the assistants' small state files. What is simply not there is `undefined` and no problem; whatever
 * else keeps a file from being read is `undefined` too, and told to `report`.
 */
export function createSmallFileReader(report: (problem: FileProblem) => void): SmallFileReader {
  function tell(path: string, reason: FileTrouble): undefined {
    if (reason !== 'gone') report({ path, reason })
    return undefined
  }

  function attempt<T>(path: string, action: () => T): T | undefined {
    if (path.includes('\0')) return tell(path, 'not a path')
    try {
      return action()
    } catch (error) {
      return tell(path, troubleOf(error))
    }
  }

  function list(folder: string): readonly string[] | undefined {
    return attempt(folder, () => {
      const plain = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile())
      return plain.map((entry) => entry.name).sort()
    })
  }

  function read(path: string): string | undefined {
    const opened = openRegular(path)
    if (opened.kind === 'refused') return tell(path, opened.reason)
    try {
      return readBounded(opened.fd) ?? tell(path, 'larger than 1 MiB')
    } catch (error) {
      return tell(path, troubleOf(error))
    } finally {
      closeSync(opened.fd)
    }
  }

  function modifiedAt(path: string): Date | undefined {
    return attempt(path, () => lstatSync(path).mtime)
  }

  return { list, read, modifiedAt }
}

/**
 * Text of an open file; `undefined` where it has more than `MAX_BYTES`, whatever its size was when it was
 * opened.
 */
function readBounded(fd: number): string | undefined {
  const chunks: Buffer[] = []
  let total = 0
  for (;;) {
    const chunk = Buffer.allocUnsafe(16 * 1024)
    const count = readSync(fd, chunk, 0, chunk.length, null)
    if (count === 0) return Buffer.concat(chunks, total).toString('utf8')
    total += count
    if (total > MAX_BYTES) return undefined
    chunks.push(chunk.subarray(0, count))
  }
}
