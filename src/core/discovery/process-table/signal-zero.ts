import { systemErrorCode } from '../../files/file-trouble.ts'

/**
 * Says whether a pid is taken. Signal 0 asks and sends nothing; a process that we may not signal is there. A pid that
 * was handed out again passes for the old one until the table is looked at.
 */
export function isPidTaken(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return systemErrorCode(error) !== 'ESRCH'
  }
}
