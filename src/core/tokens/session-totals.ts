import { maxTokens, type NumberSource, subtractTokens, type TokenCounts } from '../../shared/domain/tokens.ts'
import type { ReportedTotal } from '../../shared/domain/transcript.ts'

/** What a session's transcripts tell about its usage. */
export interface UsageEvidence {
  /** Sum over the session's own responses, sub-agents included; what a fork copied from its parent is not its own. */
  readonly records: TokenCounts
  /** Cost of those responses by the price list; `null` where a model has no known price. */
  readonly recordsCostUsd: number | null
  /** Totals that the assistant wrote down, in any order. Each is cumulative. */
  readonly reportedTotals: readonly ReportedTotal[]
  /** A fork's reported totals go on from its parent's. */
  readonly isFork: boolean
  /** The parent's last reported total before the fork. */
  readonly parentTotalBeforeFork?: ReportedTotal | undefined
}

export interface SessionTotals {
  readonly counts: TokenCounts
  /** What the assistant reports beyond the responses on record: compaction, titles, aborted requests. */
  readonly overhead: TokenCounts
  readonly costUsd: { readonly value: number | null; readonly source: NumberSource }
}

/** The share of a reported total that belongs to one session alone. */
interface OwnReport {
  readonly counts: TokenCounts
  readonly costUsd: number | undefined
}

/**
 * Totals of one session. Responses on record miss side calls, and a reported total misses what came after it (it is
 * written at exit, and not at all after a crash): each number is the larger of the two. Of a fork's report only what
 * exceeds its parent's is its own; where the parent's is not known, the records stand alone.
 */
export function sessionTotals(evidence: UsageEvidence): SessionTotals {
  const { records, recordsCostUsd } = evidence
  const report = ownReport(evidence)
  const counts = report ? maxTokens(records, report.counts) : records
  return {
    counts,
    overhead: subtractTokens(counts, records),
    costUsd: totalCost(records, recordsCostUsd, report),
  }
}

function ownReport(evidence: UsageEvidence): OwnReport | undefined {
  const last = lastOf(evidence.reportedTotals)
  if (!last || !evidence.isFork) return last
  const parent = evidence.parentTotalBeforeFork
  if (!parent) return undefined
  return {
    counts: subtractTokens(last.counts, parent.counts),
    costUsd:
      last.costUsd === undefined || parent.costUsd === undefined
        ? undefined
        : Math.max(0, last.costUsd - parent.costUsd),
  }
}

function lastOf(totals: readonly ReportedTotal[]): ReportedTotal | undefined {
  return totals.reduce<ReportedTotal | undefined>(
    (last, total) => (last && last.at > total.at ? last : total),
    undefined,
  )
}

/**
 * A reported cost is exact as long as the report covers every response on record. One that is older is less than the
 * cost so far, and holds only as a lower bound of the priced records; without a price there is no number.
 */
function totalCost(
  records: TokenCounts,
  recordsCostUsd: number | null,
  report: OwnReport | undefined,
): SessionTotals['costUsd'] {
  if (report?.costUsd !== undefined) {
    if (covers(report.counts, records)) return { value: report.costUsd, source: 'reported' }
    if (recordsCostUsd !== null)
      return { value: Math.max(recordsCostUsd, report.costUsd), source: 'estimated' }
  }
  return recordsCostUsd === null
    ? { value: null, source: 'unknown' }
    : { value: recordsCostUsd, source: 'estimated' }
}

function covers(report: TokenCounts, records: TokenCounts): boolean {
  return (
    report.uncachedInput >= records.uncachedInput &&
    report.cacheRead >= records.cacheRead &&
    report.cacheWrite >= records.cacheWrite &&
    report.output >= records.output
  )
}
