import type { Bill, Costs } from '../bill.ts'

const COSTS: Costs = {
  seconds: 3_600,
  cpuSeconds: 4.2,
  transcriptBytes: 1_000_000,
  bytesRead: 2_000_000,
  bytesWritten: 30_000,
  rowsWritten: 12,
  wakeUps: 900,
  processScans: 120,
  processChecks: 300,
  walks: 6,
  tails: 40,
  skipped: 600,
}

/** What an hour might have cost. */
export const SAMPLE_BILL: Bill = {
  sinceStart: COSTS,
  today: COSTS,
  days: [{ ...COSTS, day: '2026-11-21' }],
  residentBytes: 90_000_000,
  paces: [{ what: 'processes', everyMs: 5_000, reason: 'somebody looks' }],
  watches: { folders: 12, unwatched: 0, reason: null },
}
