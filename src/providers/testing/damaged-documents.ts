import type { DocumentFile } from '../provider.ts'
import { parseJson } from '../json-values.ts'
import { damagedLine, damagedValues } from './damaged-lines.ts'
import { recordCell } from './record-cell.ts'
import type { Random } from './seeded-random.ts'
import { completeLines } from './transcript-fixtures.ts'

/** Values of one document that are changed at once; each is damage to another record. */
const MOST_VALUES = 4

const FIRST_LINE_EVERY = 20
const LINE_EVERY = 3

const ODD_CELLS = [null, '', -1, 0, 0.5, 9e15, 1e300, 'text', Buffer.from('text')]

/** A document that was damaged, and how many of its records were. */
export interface DamagedDocument {
  readonly file: DocumentFile
  /** Counted while the document is read. */
  readonly damaged: () => number
}

/** The document with records damaged as it is read: cells of a database's rows, or the bytes of a file. */
export function damagedDocument(file: DocumentFile, isDatabase: boolean, random: Random): DamagedDocument {
  return isDatabase ? damagedRows(file, random) : damagedBytes(file, random)
}

/** Where bytes are damaged anywhere, a file as a whole is hardly ever JSON any more: mostly records are. */
function damagedBytes(file: DocumentFile, random: Random): DamagedDocument {
  const whole = file.bytes()
  const lines = completeLines(whole)
  if (random.below(4) === 0) return holdingBytes(file, damagedLine(whole, whole, random), 1)
  if (lines.length > 1 && isJson(lines[0])) return damagedJournal(file, lines, random)
  const times = 1 + random.below(MOST_VALUES)
  return holdingBytes(file, damagedValues(whole, times, random), times)
}

function damagedJournal(file: DocumentFile, lines: readonly Buffer[], random: Random): DamagedDocument {
  const lineFeed = Buffer.from('\n')
  let damaged = 0
  const read = lines.map((line, index) => {
    // The first line says what the others change: without it there is nothing to read.
    if (random.below(index === 0 ? FIRST_LINE_EVERY : LINE_EVERY) > 0) return line
    damaged++
    return damagedLine(line, random.pick(lines), random)
  })
  return holdingBytes(file, Buffer.concat(read.flatMap((line) => [line, lineFeed])), damaged)
}

function holdingBytes(file: DocumentFile, bytes: Buffer, damaged: number): DamagedDocument {
  return { file: { ...file, bytes: () => bytes }, damaged: () => damaged }
}

function isJson(line: Buffer | undefined): boolean {
  return parseJson(line?.toString('utf8') ?? '') !== undefined
}

/** What the schema says stays as it is: a table that lacks a column is not damaged but another version. */
function damagedRows(file: DocumentFile, random: Random): DamagedDocument {
  let damaged = 0
  function damagedRow(row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    if (random.below(4) === 0) return row
    damaged++
    const names = Object.keys(row)
    const cells = names.flatMap((name) => {
      const cell = recordCell(row[name])
      return cell ? [{ name, ...cell }] : []
    })
    if (cells.length === 0 || random.below(5) === 0) {
      return { ...row, [random.pick(names)]: random.pick(ODD_CELLS) }
    }
    // The longest cell of a row holds its record.
    const { name, bytes, holding } = cells.reduce((most, cell) =>
      cell.bytes.length > most.bytes.length ? cell : most,
    )
    return { ...row, [name]: holding(damagedLine(bytes, bytes, random)) }
  }
  return {
    file: {
      ...file,
      rows(sql, ...parameters) {
        const rows = file.rows(sql, ...parameters)
        return /\bsqlite_schema\b|\bpragma_/i.test(sql) ? rows : rows.map(damagedRow)
      },
    },
    damaged: () => damaged,
  }
}
