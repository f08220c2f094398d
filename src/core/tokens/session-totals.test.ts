import { describe, expect, it } from 'vitest'
import { NO_TOKENS, type TokenCounts } from '../../shared/domain/tokens.ts'
import type { ReportedTotal } from '../../shared/domain/transcript.ts'
import { sessionTotals } from './session-totals.ts'

function counts(uncachedInput: number, output: number, cacheRead: number, cacheWrite: number): TokenCounts {
  return { uncachedInput, output, cacheRead, cacheWrite }
}

/*
 * Written by Claude Code 2.1.329: a session that was resumed and compacted by hand, and a fork of it. The two reports of
 * the parent and the one of the fork are its `cost-state` records; the compaction stands in no message.
 */
const PARENT_RECORDS = counts(99, 379, 140_029, 7_029)
const PARENT_FIRST: ReportedTotal = { at: 1_000, counts: counts(50, 210, 80_010, 4_010), costUsd: 0.047652 }
const PARENT_LAST: ReportedTotal = { at: 2_000, counts: counts(116, 436, 160_036, 8_036), costUsd: 0.0957712 }
const FORK_RECORDS = counts(20, 60, 20_010, 1_010)
const FORK_REPORT: ReportedTotal = { at: 3_000, counts: counts(136, 496, 180_046, 9_046), costUsd: 0.1079032 }

describe('totals of a session', () => {
  it('are those of the last report, which knows more than the records', () => {
    const totals = sessionTotals({
      records: PARENT_RECORDS,
      recordsCostUsd: 0.0834,
      reportedTotals: [PARENT_LAST, PARENT_FIRST],
      isFork: false,
    })
    expect(totals).toEqual({
      counts: counts(116, 436, 160_036, 8_036),
      overhead: counts(17, 57, 20_007, 1_007),
      costUsd: { value: 0.0957712, source: 'reported' },
    })
  })

  it('are those of the records where no report is written yet', () => {
    const totals = sessionTotals({
      records: PARENT_RECORDS,
      recordsCostUsd: 0.08,
      reportedTotals: [],
      isFork: false,
    })
    expect(totals).toEqual({
      counts: PARENT_RECORDS,
      overhead: NO_TOKENS,
      costUsd: { value: 0.08, source: 'estimated' },
    })
  })

  it('are the larger of both in each number while a resumed session goes beyond its last report', () => {
    const totals = sessionTotals({
      records: PARENT_RECORDS,
      recordsCostUsd: 0.083,
      reportedTotals: [PARENT_FIRST],
      isFork: false,
    })
    expect(totals.counts).toEqual(PARENT_RECORDS)
    expect(totals.costUsd).toEqual({ value: 0.083, source: 'estimated' })
  })

  it('have no cost where a model without a price went beyond the last report', () => {
    const reported = { reportedTotals: [PARENT_FIRST], isFork: false }
    expect(sessionTotals({ records: PARENT_RECORDS, recordsCostUsd: null, ...reported }).costUsd).toEqual({
      value: null,
      source: 'unknown',
    })
    expect(
      sessionTotals({ records: PARENT_FIRST.counts, recordsCostUsd: null, ...reported }).costUsd,
    ).toEqual({
      value: 0.047652,
      source: 'reported',
    })
  })

  it('take the price list where a report has no cost', () => {
    const report = { at: 1, counts: PARENT_RECORDS, costUsd: undefined }
    const totals = sessionTotals({
      records: PARENT_RECORDS,
      recordsCostUsd: 0.08,
      reportedTotals: [report],
      isFork: false,
    })
    expect(totals.costUsd).toEqual({ value: 0.08, source: 'estimated' })
  })
})

describe('totals of a fork', () => {
  it('are what its report exceeds that of its parent by', () => {
    const totals = sessionTotals({
      records: FORK_RECORDS,
      recordsCostUsd: 0.0121,
      reportedTotals: [FORK_REPORT],
      isFork: true,
      parentTotalBeforeFork: PARENT_LAST,
    })
    expect(totals.counts).toEqual(counts(20, 60, 20_010, 1_010))
    expect(totals.overhead).toEqual(NO_TOKENS)
    expect(totals.costUsd.value).toBeCloseTo(0.1079032 - 0.0957712, 9)
    expect(totals.costUsd.source).toBe('reported')
  })

  it('are those of its records where the report of its parent is gone', () => {
    const totals = sessionTotals({
      records: FORK_RECORDS,
      recordsCostUsd: 0.0121,
      reportedTotals: [FORK_REPORT],
      isFork: true,
    })
    expect(totals.counts).toEqual(FORK_RECORDS)
    expect(totals.costUsd).toEqual({ value: 0.0121, source: 'estimated' })
  })

  it('are those of its records where it has no report of its own', () => {
    const totals = sessionTotals({
      records: FORK_RECORDS,
      recordsCostUsd: null,
      reportedTotals: [],
      isFork: true,
      parentTotalBeforeFork: PARENT_LAST,
    })
    expect(totals.counts).toEqual(FORK_RECORDS)
    expect(totals.costUsd).toEqual({ value: null, source: 'unknown' })
  })

  it('are never below zero where the assistant began to count anew', () => {
    const totals = sessionTotals({
      records: FORK_RECORDS,
      recordsCostUsd: 0.0121,
      reportedTotals: [{ at: 3, counts: counts(1, 2, 3, 4), costUsd: 0.01 }],
      isFork: true,
      parentTotalBeforeFork: PARENT_LAST,
    })
    expect(totals.counts).toEqual(FORK_RECORDS)
    expect(totals.costUsd).toEqual({ value: 0.0121, source: 'estimated' })
  })
})
