import type { Places } from './look-at-places.ts'
import type { FoundFolders } from './found-folders.ts'
import type { ScanProgress, ScanReport } from './scan-report.ts'

/** Keeps the index true to the disk, in this thread or in one of its own. */
export interface Ingest {
  /** Looks everywhere; whole scans follow each other. `running`: folders in which assistants' processes run. */
  scan(running?: readonly string[]): Promise<ScanReport>
  /** Looks at some places only, also while a whole scan goes on. */
  scanPlaces(places: Places): Promise<ScanReport>
  /** The last summaries of these sessions are kept elsewhere: later reports need not tell them again. */
  forgetRetired(ids: readonly string[]): void
  /** True where its thread is gone: every further scan fails. */
  hasEnded(): boolean
  /** Ends a whole scan that goes on where it stands, which then rejects. The next one makes it good. */
  interrupt(): void
  close(): Promise<void>
}

/** Ingest that has opened the index itself. */
export interface OpenIngest extends Ingest {
  /** What happened to the index on the way, in sentences for people. */
  readonly events: readonly string[]
}

/** Whoever wants to know what a scan comes by while it goes on. */
export interface ScanListener {
  readonly onProgress: (progress: ScanProgress) => void
  readonly onFolders: (found: FoundFolders) => void
}

/** The report of a host that only reads an index that another process keeps. */
export const NOTHING_SCANNED: ScanReport = {
  changed: [],
  removed: [],
  retired: [],
  filesStatted: 0,
  filesRead: 0,
  bytesRead: 0,
  rowsWritten: 0,
  milliseconds: 0,
  wantsTextCounter: false,
}
