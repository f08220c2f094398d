import type { ScanReport } from '../ingest/scan.ts'
import type { IndexedSession } from '../sessions/indexed-session.ts'

/** What scans found and nobody was told yet: a look that fails behind its scan leaves it to the next one. */
export class UntoldScans {
  readonly changed = new Set<string>()
  readonly removed = new Set<string>()
  readonly retired = new Set<IndexedSession>()

  add({ changed, removed, retired }: ScanReport): void {
    for (const id of changed) {
      this.changed.add(id)
      this.removed.delete(id)
    }
    for (const id of removed) {
      this.removed.add(id)
      this.changed.delete(id)
    }
    for (const session of retired) this.retired.add(session)
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
