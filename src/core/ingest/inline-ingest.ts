import { openIndexStore } from '../store/index-store.ts'
import type { OpenedDatabase } from '../store/open-result.ts'
import { troubleOf } from '../store/store-trouble.ts'
import { loadTextCounter } from '../tokens/count-text.ts'
import { addReports } from './add-reports.ts'
import type { Ingest } from './ingest.ts'
import { Scanner, type ScannerParts } from './scan.ts'

export interface InlineIngestParts extends Omit<ScannerParts, 'store'> {
  /** The index, opened to be written. Closing the ingest closes it. */
  readonly opened: OpenedDatabase
}

/** Ingest in the calling thread: for a command that has nothing else to do meanwhile. */
export function createInlineIngest({ opened, ...parts }: InlineIngestParts): Ingest {
  const scanner = new Scanner({ ...parts, store: openIndexStore(opened.database) })
  return {
    async scan(running) {
      try {
        const report = scanner.scan(running)
        if (!report.wantsTextCounter) return report
        scanner.useTextCounter(await loadTextCounter())
        return addReports(report, scanner.scan(running))
      } catch (error) {
        // The next start then reads the whole file, and sets it aside if it must.
        if (troubleOf(error)?.kind === 'damaged') opened.distrust()
        throw error
      }
    },
    hasEnded: () => false,
    async close() {
      for (const trouble of opened.close()) parts.logger.warn(trouble)
    },
  }
}
