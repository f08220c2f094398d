import type { ScanReport } from './scan-report.ts'

/** What two scans did, one after the other. */
export function addReports(first: ScanReport, second: ScanReport): ScanReport {
  return {
    changed: [...new Set([...first.changed, ...second.changed])],
    removed: [...new Set([...first.removed, ...second.removed])],
    retired: [...first.retired, ...second.retired],
    filesStatted: Math.max(first.filesStatted, second.filesStatted),
    filesRead: first.filesRead + second.filesRead,
    bytesRead: first.bytesRead + second.bytesRead,
    rowsWritten: first.rowsWritten + second.rowsWritten,
    milliseconds: first.milliseconds + second.milliseconds,
    wantsTextCounter: second.wantsTextCounter,
  }
}
