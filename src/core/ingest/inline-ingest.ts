import { openIndexStore } from '../store/index-store.ts'
import type { OpenedDatabase } from '../store/open-result.ts'
import { troubleOf } from '../store/store-trouble.ts'
import { loadTextCounter } from '../tokens/count-text.ts'
import { addReports } from './add-reports.ts'
import type { Ingest } from './ingest.ts'
import { keepLastLook } from './last-look.ts'
import { openReadAhead } from './read-ahead.ts'
import { Scanner, type ScannerParts } from './scan.ts'
import type { ScanReport } from './scan-report.ts'

export interface InlineIngestParts extends Omit<ScannerParts, 'store'> {
  /** The index, opened to be written. Closing the ingest closes it. */
  readonly opened: OpenedDatabase
  /** Of the product. With it, what was looked at is left for the next start. */
  readonly version?: string
  /** Waited for between the steps of a whole scan; left out by who has nothing else to do meanwhile. */
  readonly pause?: () => Promise<void>
}

/** Ingest in the calling thread. */
export function createInlineIngest({ opened, version, pause, ...parts }: InlineIngestParts): Ingest {
  const scanner = new Scanner({
    ...parts,
    store: openIndexStore(opened.database),
    readAhead: (transcripts) => openReadAhead(transcripts, { logger: parts.logger }),
  })
  let isInterrupted = false

  async function scanAll(running: readonly string[] | undefined): Promise<ScanReport> {
    isInterrupted = false
    const steps = scanner.scanInSteps(running)
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) return step.value
      await pause?.()
      // Thrown in the scan itself, so that it can end what it began.
      if (isInterrupted) steps.throw(new Error('the scan was ended before it was done'))
    }
  }

  async function withCounter(scan: () => ScanReport | Promise<ScanReport>): Promise<ScanReport> {
    try {
      const report = await scan()
      if (!report.wantsTextCounter) return report
      scanner.useTextCounter(await loadTextCounter())
      return addReports(report, await scan())
    } catch (error) {
      // The next start then reads the whole file, and sets it aside if it must.
      if (troubleOf(error)?.kind === 'damaged') opened.distrust()
      throw error
    }
  }

  return {
    scan: (running) => withCounter(() => scanAll(running)),
    scanPlaces: (places) => withCounter(() => scanner.scanPlaces(places)),
    forgetRetired: (ids) => scanner.forgetRetired(ids),
    hasEnded: () => false,
    interrupt() {
      isInterrupted = true
    },
    async close() {
      isInterrupted = true
      const { name } = opened.database
      const troubles = opened.close()
      for (const trouble of troubles) parts.logger.warn(trouble)
      const look = scanner.wholeLook
      if (look && version !== undefined && troubles.length === 0)
        keepLastLook(name, look, { ...parts, version })
    },
  }
}
