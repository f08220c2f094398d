import { openIndexStore } from '../store/index-store.ts'
import type { OpenedDatabase } from '../store/open-result.ts'
import { troubleOf } from '../store/store-trouble.ts'
import { loadTextCounter } from '../tokens/count-text.ts'
import { addReports } from './add-reports.ts'
import type { Ingest } from './ingest.ts'
import { keepLastLook } from './last-look.ts'
import { Scanner, type ScannerParts } from './scan.ts'

export interface InlineIngestParts extends Omit<ScannerParts, 'store'> {
  /** The index, opened to be written. Closing the ingest closes it. */
  readonly opened: OpenedDatabase
  /** Of the product. With it, what was looked at is left for the next start. */
  readonly version?: string
}

/** Ingest in the calling thread: for a command that has nothing else to do meanwhile. */
export function createInlineIngest({ opened, version, ...parts }: InlineIngestParts): Ingest {
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
      const { name } = opened.database
      const troubles = opened.close()
      for (const trouble of troubles) parts.logger.warn(trouble)
      const look = scanner.wholeLook
      if (look && version !== undefined && troubles.length === 0)
        keepLastLook(name, look, { ...parts, version })
    },
  }
}
