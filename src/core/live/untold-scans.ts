import type { ScanReport } from '../ingest/scan-report.ts'
import type { IndexedSession } from '../sessions/indexed-session.ts'

interface Found extends Pick<ScanReport, 'changed' | 'removed'>, Partial<Pick<ScanReport, 'retired'>> {}

/** What scans found and nobody was told yet: a look that fails behind its scan leaves it to the next one. */
export class UntoldScans {
  readonly changed = new Set<string>()
  readonly removed = new Set<string>()
  readonly retired = new Map<string, IndexedSession>()

  add({ changed, removed, retired = [] }: Found): void {
    for (const id of changed) {
      this.changed.add(id)
      this.removed.delete(id)
    }
    for (const id of removed) {
      this.removed.add(id)
      this.changed.delete(id)
    }
    for (const session of retired) this.retired.set(session.id, session)
  }

  /** The listeners know. */
  told(): void {
    this.changed.clear()
    this.removed.clear()
  }

  /** The summaries of what is gone are in safety. */
  kept(): void {
    this.retired.clear()
  }
}
