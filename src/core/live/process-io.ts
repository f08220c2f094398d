import { readFileSync } from 'node:fs'
import { systemErrorCode } from '../files/file-trouble.ts'

/** What this process has read and written since it began, in bytes. */
export interface ProcessIo {
  /** Asked of the system, from memory or disk. */
  readonly read: number
  /** Written to a disk. */
  readonly written: number
}

/** Linux tells; other systems count calls, not bytes. */
export function processIo(path = '/proc/self/io'): ProcessIo | undefined {
  try {
    const text = readFileSync(path, 'utf8')
    const read = /^rchar: (\d+)$/m.exec(text)?.[1]
    const written = /^write_bytes: (\d+)$/m.exec(text)?.[1]
    return read === undefined || written === undefined
      ? undefined
      : { read: Number(read), written: Number(written) }
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error
    return undefined
  }
}
