/** What a cell of a database holds of a record, and the same cell with something else in it. */
export interface RecordCell {
  readonly bytes: Buffer
  readonly holding: (bytes: Buffer) => unknown
}

const HEX = /^(?:[\da-f]{2})+$/i

/** Records are kept as text, as bytes, or as text that spells bytes; any other cell holds none. */
export function recordCell(cell: unknown): RecordCell | undefined {
  if (Buffer.isBuffer(cell)) return { bytes: cell, holding: (bytes) => bytes }
  if (typeof cell !== 'string') return undefined
  const encoding = HEX.test(cell) && cell.startsWith('7b') ? 'hex' : 'utf8'
  return { bytes: Buffer.from(cell, encoding), holding: (bytes) => bytes.toString(encoding) }
}
