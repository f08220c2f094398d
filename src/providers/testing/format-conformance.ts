import { expect, it } from 'vitest'
import { isJsonObject, parseJson } from '../json-values.ts'
import type { DocumentFile, Provider } from '../provider.ts'
import { type DocumentFixture, readDocument } from './document-fixtures.ts'
import { recordedParser } from './line-reading.ts'
import { recordCell } from './record-cell.ts'
import { completeLines, type TranscriptFixture } from './transcript-fixtures.ts'

/** Fields by which assistants tell the type of a record. */
const TYPE_FIELDS: readonly string[] = ['type', 'role', 'kind', 'say', 'ask', 'k']
/** Of no type of today, in text and as a number. */
const NEW_TYPES: readonly unknown[] = ['a-type-of-tomorrow', 4711]

/** That a change of the format is noticed: a record of a type that nobody knows counts as one. */
export function describeFormatChanges(
  provider: Provider,
  growing: readonly TranscriptFixture[],
  documents: readonly DocumentFixture[],
): void {
  it.runIf(growing.length > 0)('counts a line of a type of tomorrow', () => {
    expect(growing.some((transcript) => hasUnknownLine(provider, transcript))).toBe(true)
  })

  // Text that is written for people has no records of any type.
  const typed = documents.filter(({ file, isDatabase }) => isDatabase || file.bytes().includes('":'))
  it.runIf(typed.length > 0)('counts a record of a type of tomorrow', () => {
    expect(typed.some((document) => hasUnknownRecord(document))).toBe(true)
  })

  it('knows the types of all records that its fixtures hold, or says which it does not', () => {
    const unknown = documents.flatMap(({ name, reader, file }) =>
      readDocument(reader, file).flatMap(({ outcomes }) => ((outcomes.unknown ?? 0) > 0 ? [name] : [])),
    )
    expect(unknown).toEqual([])
  })
}

function hasUnknownLine(provider: Provider, { ref, lines }: TranscriptFixture): boolean {
  const parser = recordedParser(provider, ref)
  return lines.some((line) => {
    const checkpoint = parser.checkpoint()
    parser.read(line)
    return withNewTypes(line).some(
      (changed) => recordedParser(provider, ref, checkpoint).read(changed).outcome === 'unknown',
    )
  })
}

function hasUnknownRecord({ reader, file, isDatabase }: DocumentFixture): boolean {
  const before = unknownIn(reader, file)
  const changed = isDatabase ? withNewRows(file) : withNewContents(file)
  return changed.some((document) => unknownIn(reader, document) > before)
}

function unknownIn(reader: DocumentFixture['reader'], file: DocumentFile): number {
  try {
    return readDocument(reader, file).reduce((sum, { outcomes }) => sum + (outcomes.unknown ?? 0), 0)
  } catch {
    return 0
  }
}

function withNewContents(file: DocumentFile): readonly DocumentFile[] {
  const whole = file.bytes()
  const lines = completeLines(whole)
  const isJournal = lines.length > 1 && parseJson(lines[0]?.toString('utf8') ?? '') !== undefined
  if (!isJournal) return withNewTypes(whole).map((bytes) => ({ ...file, bytes: () => bytes }))
  return lines.flatMap((line, index) =>
    withNewTypes(line).map((changed) => {
      const all = lines.with(index, changed).map((one) => `${one.toString('utf8')}\n`)
      return { ...file, bytes: () => Buffer.from(all.join('')) }
    }),
  )
}

/** The database with the type of every record of a column changed, one column after the other. */
function withNewRows(file: DocumentFile): readonly DocumentFile[] {
  return TYPE_FIELDS.flatMap((field) =>
    NEW_TYPES.map((type) => ({
      ...file,
      rows: (sql: string, ...parameters: readonly (string | number)[]) =>
        file.rows(sql, ...parameters).map((row) => changedRow(row, field, type)),
    })),
  )
}

function changedRow(row: Readonly<Record<string, unknown>>, field: string, type: unknown) {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      const cell = recordCell(value)
      const record = cell && parseJson(cell.bytes.toString('utf8'))
      const hasField = isJsonObject(record) && field in record
      const changed = hasField && cell?.holding(Buffer.from(JSON.stringify({ ...record, [field]: type })))
      return [name, hasField ? changed : value]
    }),
  )
}

/** The JSON with the type of one of its records changed, for each of them. */
function withNewTypes(text: Buffer): readonly Buffer[] {
  const tree = parseJson(text.toString('utf8'))
  return NEW_TYPES.flatMap((type) => {
    const changed: Buffer[] = []
    visitTypes(tree, (holder, field) => {
      const before = holder[field]
      holder[field] = type
      changed.push(Buffer.from(JSON.stringify(tree)))
      holder[field] = before
    })
    return changed
  })
}

function visitTypes(node: unknown, visit: (holder: Record<string, unknown>, field: string) => void): void {
  if (!isContainer(node)) return
  for (const [name, value] of Object.entries(node)) {
    if (TYPE_FIELDS.includes(name) && !isContainer(value)) visit(node, name)
    visitTypes(value, visit)
  }
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
