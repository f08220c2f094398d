import type { IndexedSession } from '../sessions/indexed-session.ts'

export interface ScanReport {
  /** Ids of sessions whose rows changed. */
  readonly changed: readonly string[]
  readonly removed: readonly string[]
  /**
   * Last summaries of removed ones, now and before, until somebody says to have kept them: the assistant deleted the
   * transcripts, and we keep what they added up to.
   */
  readonly retired: readonly IndexedSession[]
  readonly filesStatted: number
  readonly filesRead: number
  readonly bytesRead: number
  readonly rowsWritten: number
  readonly milliseconds: number
  /** True where transcripts hold text or name files and report no usage: give the scanner a counter and scan again. */
  readonly wantsTextCounter: boolean
}

/** How far a scan is that reads more than one batch. */
export interface ScanProgress {
  readonly filesDone: number
  readonly filesTotal: number
  /** Bytes are sizes of files. */
  readonly bytesDone: number
  readonly bytesTotal: number
  /** Sessions that can be shown since the last report. Copied responses are not settled yet. */
  readonly changed: readonly string[]
}
