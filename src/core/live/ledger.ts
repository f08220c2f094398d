import type { Costs } from '../../shared/contract/bill.ts'
import type { ScanReport } from '../ingest/scan-report.ts'
import type { Clock } from '../ports.ts'
import type { DailyCosts } from '../store/user-costs.ts'
import { addCosts, subtractCosts } from './costs.ts'
import type { EngineCounts } from './live-engine.ts'
import { processIo } from './process-io.ts'

/** Costs are kept so often at most: a ledger that writes all the time would be its own largest item. */
const KEEP_EVERY_MS = 10 * 60_000

/** Where the costs of days are kept. */
export interface CostStore {
  costs(): readonly DailyCosts[]
  /** Adds to a day. Does nothing where another process keeps the databases. */
  addCosts(day: string, costs: Costs): void
}

export interface LedgerParts {
  readonly clock: Clock
  readonly counts: () => EngineCounts
  readonly store: CostStore
}

/** Keeps account of what our own work costs. */
export class Ledger {
  private readonly parts: LedgerParts
  private readonly startedAt: number
  private readonly cpuAtStart = process.cpuUsage()
  private readonly ioAtStart = processIo()
  private transcriptBytes = 0
  private rowsWritten = 0
  /** The part of the costs that is kept by day. */
  private kept: Costs | undefined
  private keptAt: number

  constructor(parts: LedgerParts) {
    this.parts = parts
    this.startedAt = parts.clock.monotonicMs()
    this.keptAt = this.startedAt
  }

  noteScan({ bytesRead, rowsWritten }: ScanReport): void {
    this.transcriptBytes += bytesRead
    this.rowsWritten += rowsWritten
  }

  sinceStart(): Costs {
    const { clock, counts } = this.parts
    const { user, system } = process.cpuUsage(this.cpuAtStart)
    const io = processIo()
    const { wakeUps, tails, done, skipped } = counts()
    return {
      seconds: (clock.monotonicMs() - this.startedAt) / 1000,
      cpuSeconds: (user + system) / 1e6,
      transcriptBytes: this.transcriptBytes,
      bytesRead: io && this.ioAtStart ? io.read - this.ioAtStart.read : null,
      bytesWritten: io && this.ioAtStart ? io.written - this.ioAtStart.written : null,
      rowsWritten: this.rowsWritten,
      wakeUps,
      processScans: done.processes,
      processChecks: done.check,
      walks: done.walk,
      tails,
      skipped,
    }
  }

  /** Days on which a process kept the index, with what this one did since it was kept last. The newest first. */
  days(): readonly DailyCosts[] {
    const kept = this.parts.store.costs()
    const today = this.today()
    const since = this.unkept(this.sinceStart())
    const before = kept.find(({ day }) => day === today)
    const current = { ...(before ? addCosts(before, since) : since), day: today }
    return [current, ...kept.filter(({ day }) => day !== today)]
  }

  /** Keeps what is not kept yet, where that is some time ago; `now` at the end of the process. */
  keep(when: 'now' | 'now and then'): void {
    const { clock, store } = this.parts
    const now = clock.monotonicMs()
    if (when === 'now and then' && now - this.keptAt < KEEP_EVERY_MS) return
    const costs = this.sinceStart()
    store.addCosts(this.today(), this.unkept(costs))
    this.kept = costs
    this.keptAt = now
  }

  private unkept(costs: Costs): Costs {
    return this.kept ? subtractCosts(costs, this.kept) : costs
  }

  /** The person's own day. */
  private today(): string {
    const now = this.parts.clock.now()
    const two = (number: number) => String(number).padStart(2, '0')
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
  }
}
