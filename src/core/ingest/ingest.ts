import type { ScanReport } from './scan.ts'

/** Keeps the index true to the disk, in this thread or in one of its own. Scans never overlap. */
export interface Ingest {
  /** `running`: folders in which assistants' processes run. */
  scan(running?: readonly string[]): Promise<ScanReport>
  /** True where its thread is gone: every further scan fails. */
  hasEnded(): boolean
  close(): Promise<void>
}

/** Ingest that has opened the index itself. */
export interface OpenIngest extends Ingest {
  /** What happened to the index on the way, in sentences for people. */
  readonly events: readonly string[]
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
