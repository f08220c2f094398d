import type { FileUsage, SummedFile } from './index-types.ts'

/**
 * What was written in the transaction that goes on. Sessions are summed up in the same one: what they need of a file
 * that was just read is not read back from the rows.
 */
export class JustWritten {
  readonly files = new Map<number, SummedFile>()
  /** What the responses of a file add up to. */
  readonly usage = new Map<number, FileUsage>()

  forget(): void {
    this.files.clear()
    this.usage.clear()
  }
}
