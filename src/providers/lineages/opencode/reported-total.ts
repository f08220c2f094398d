import type { ReportedTotal } from '../../../shared/domain/transcript.ts'
import type { DocumentFile } from '../../provider.ts'
import { hasOlderMessages } from './copies.ts'
import { type SessionRow, totalOf } from './session-rows.ts'

/**
 * What the assistant added up for a session and all below it, each of which it counts alone. A fork's sum may hold
 * what its parent paid for, and says nothing. There is no cost where one response has none: a model that was free, one
 * that a subscription paid, and one whose price was not known are written down alike, as 0.
 */
export function reportedTotal(file: DocumentFile, family: readonly SessionRow[]): ReportedTotal | undefined {
  const total = totalOf(family)
  const ends = family.flatMap(({ updatedAt }) => updatedAt ?? [])
  if (!total || ends.length === 0 || family.some((one) => hasOlderMessages(file, one))) return undefined
  const isPriced = total.costUsd > 0 && !family.some(({ id }) => hasUnpricedMessage(file, id))
  return { at: Math.max(...ends), counts: total.counts, costUsd: isPriced ? total.costUsd : undefined }
}

/** True where a response has tokens and no cost: its model was free, paid otherwise, or its price not known. */
function hasUnpricedMessage(file: DocumentFile, sessionId: string): boolean {
  const amounts = ['input', 'output', 'reasoning', 'cache.read', 'cache.write']
  const tokens = amounts.map((name) => `coalesce(json_extract(data, '$.tokens.${name}'), 0)`).join(' + ')
  const rows = file.rows(
    `SELECT id FROM message WHERE session_id = ?
       AND CASE WHEN json_valid(data) THEN coalesce(json_extract(data, '$.cost'), 0) <= 0 AND ${tokens} > 0 ELSE 0 END
     LIMIT 1`,
    sessionId,
  )
  return rows.length > 0
}
