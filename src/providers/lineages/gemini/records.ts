import type { LineOutcome } from '../../../shared/domain/transcript.ts'
import { isJsonObject, type JsonObject, parseJson } from '../../json-values.ts'

/** Longest line that is parsed. Longer ones hold pictures or whole histories, whose counts were told before. */
const MAX_PARSED_BYTES = 8 * 1024 * 1024
/** Records that one broken line is searched for. */
const MAX_PIECES = 16

const GLUE = '}{"'
const CARRIAGE_RETURN = 13

/** What one line holds. */
export interface LineRecords {
  /** One, unless records were written without a line feed between them. */
  readonly records: readonly JsonObject[]
  /** False where a part of the line is lost. */
  readonly isWhole: boolean
}

/** Takes every record of the line `block[start, end)`; malformed where any of it is lost. */
export function outcomeOfLine(
  block: Buffer,
  start: number,
  end: number,
  take: (record: JsonObject) => LineOutcome,
): LineOutcome {
  const { records, isWhole } = recordsOf(block, start, end)
  const outcomes = records.map(take)
  if (!isWhole || outcomes.includes('malformed')) return 'malformed'
  if (outcomes.includes('used')) return 'used'
  return outcomes.includes('unknown') ? 'unknown' : 'ignored'
}

/**
 * Reads the records of the line `block[start, end)`. A program that was killed while it wrote leaves no line
 * feed, and the next record stands behind it: such a line is read in pieces.
 */
export function recordsOf(block: Buffer, start: number, end: number): LineRecords {
  const length = end - start
  if (length > MAX_PARSED_BYTES) return { records: [], isWhole: false }
  const trimmed = length > 0 && block[end - 1] === CARRIAGE_RETURN ? end - 1 : end
  const text = block.toString('utf8', start, trimmed)
  const record = parseJson(text)
  if (isJsonObject(record)) return { records: [record], isWhole: true }
  const pieces = record === undefined ? piecesOf(text) : []
  const records = pieces.map(parseJson).filter(isJsonObject)
  return { records, isWhole: records.length > 0 && records.length === pieces.length }
}

/** The text, cut where one record seems to end and the next to begin; nothing where there is no such place. */
function piecesOf(text: string): readonly string[] {
  const pieces: string[] = []
  let from = 0
  for (let at = text.indexOf(GLUE); at >= 0 && pieces.length < MAX_PIECES; at = text.indexOf(GLUE, at + 1)) {
    pieces.push(text.slice(from, at + 1))
    from = at + 1
  }
  return from === 0 ? [] : [...pieces, text.slice(from)]
}
