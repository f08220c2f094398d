import type { Costs } from '../../shared/contract/bill.ts'

/** The costs of two stretches of time together. */
export function addCosts(one: Costs, other: Costs): Costs {
  return combine(one, other, (a, b) => a + b)
}

/** What came between two moments, each with its costs since one beginning. */
export function subtractCosts(later: Costs, earlier: Costs): Costs {
  return combine(later, earlier, (a, b) => Math.max(0, a - b))
}

function combine(one: Costs, other: Costs, add: (a: number, b: number) => number): Costs {
  const told = (a: number | null, b: number | null) => (a === null || b === null ? null : add(a, b))
  return {
    seconds: add(one.seconds, other.seconds),
    cpuSeconds: add(one.cpuSeconds, other.cpuSeconds),
    transcriptBytes: add(one.transcriptBytes, other.transcriptBytes),
    bytesRead: told(one.bytesRead, other.bytesRead),
    bytesWritten: told(one.bytesWritten, other.bytesWritten),
    rowsWritten: add(one.rowsWritten, other.rowsWritten),
    wakeUps: add(one.wakeUps, other.wakeUps),
    processScans: add(one.processScans, other.processScans),
    processChecks: add(one.processChecks, other.processChecks),
    walks: add(one.walks, other.walks),
    tails: add(one.tails, other.tails),
    skipped: add(one.skipped, other.skipped),
  }
}
