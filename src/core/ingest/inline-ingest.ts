import { loadTextCounter } from '../tokens/count-text.ts'
import type { Ingest } from './ingest.ts'
import { type ScanReport, Scanner, type ScannerParts } from './scan.ts'

/** Ingest in the calling thread: for a command that has nothing else to do meanwhile. */
export function createInlineIngest(parts: ScannerParts): Ingest {
  const scanner = new Scanner(parts)
  return {
    async scan() {
      const report = scanner.scan()
      if (!report.wantsTextCounter) return report
      scanner.useTextCounter(await loadTextCounter())
      return addReports(report, scanner.scan())
    },
    async close() {},
  }
}

function addReports(first: ScanReport, second: ScanReport): ScanReport {
  return {
    changed: [...new Set([...first.changed, ...second.changed])],
    removed: [...new Set([...first.removed, ...second.removed])],
    retired: [...first.retired, ...second.retired],
    filesStatted: Math.max(first.filesStatted, second.filesStatted),
    filesRead: first.filesRead + second.filesRead,
    bytesRead: first.bytesRead + second.bytesRead,
    rowsWritten: first.rowsWritten + second.rowsWritten,
    milliseconds: first.milliseconds + second.milliseconds,
    wantsTextCounter: false,
  }
}
