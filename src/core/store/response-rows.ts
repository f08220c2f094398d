import { addUpUsage } from './add-up-usage.ts'
import type { FileUsage } from './index-types.ts'
import { KeyBook } from './key-book.ts'
import {
  decodePart,
  encodePart,
  keysOfPart,
  PART_RESPONSES,
  type ResponseKey,
  type ResponsePart,
  type StoredResponse,
} from './response-codec.ts'
import { fileIdOf, firstPlaceOf } from './response-place.ts'
import type { Sql } from './sql.ts'

/** Read at a time where the keys of all files are looked for. */
const ROWS_AT_ONCE = 500

interface PartRow {
  place: number
  body: ResponsePart
}

/** Responses of files: parts of them as rows, and which files hold which key. */
export class ResponseRows {
  private readonly statements: ReturnType<typeof statementsIn>
  private readonly wrote: (changes: number) => boolean
  /** Filled when it is first asked for: a start that finds nothing new never needs it. */
  private book: KeyBook | undefined
  /** What the responses of files add up to, where it is known without reading them. */
  private readonly usage: Map<number, FileUsage>

  constructor(sql: Sql, wrote: (changes: number) => boolean, usage: Map<number, FileUsage>) {
    this.statements = statementsIn(sql)
    this.wrote = wrote
    this.usage = usage
  }

  /** Rows may have been undone or restored: which keys there are is read anew. */
  forgetKeys(): void {
    this.book = undefined
  }

  get keys(): KeyBook {
    if (this.book) return this.book
    const book = new KeyBook()
    for (let rows = this.statements.partsBehind(-1, ROWS_AT_ONCE); rows.length > 0; ) {
      for (const { place, body } of rows) addKeys(book, fileIdOf(place), body)
      rows = this.statements.partsBehind(rows.at(-1)?.place ?? 0, ROWS_AT_ONCE)
    }
    this.book = book
    return book
  }

  partsOf(fileId: number): ResponsePart[] {
    return this.statements.partsOf(firstPlaceOf(fileId), firstPlaceOf(fileId + 1)).map((row) => row.body)
  }

  responsesOf(fileId: number): StoredResponse[] {
    return this.partsOf(fileId).flatMap(decodePart)
  }

  /** Writes the responses of a file that has none yet. `usage`: what they add up to. */
  putFirst(fileId: number, parts: readonly ResponsePart[], usage: FileUsage): void {
    for (const [number, part] of parts.entries()) this.putPart(fileId, number, part)
    this.usage.set(fileId, usage)
  }

  /** Adds responses to a file's. Of two with one key stays the one with the most output; of equal ones the later. */
  add(fileId: number, added: readonly StoredResponse[]): void {
    if (added.length === 0) return
    const parts = this.partsOf(fileId)
    const places = placesOf(parts, new Set(added.map(({ key }) => key)))
    const opened = new Map<number, StoredResponse[]>()
    const changed = new Set<number>()
    const open = (number: number): StoredResponse[] => {
      const part = parts[number]
      const responses = opened.get(number) ?? (part ? decodePart(part) : [])
      opened.set(number, responses)
      return responses
    }
    let last = Math.max(0, parts.length - 1)
    for (const response of added) {
      if (open(last).length === PART_RESPONSES) last++
      const place = places.get(response.key) ?? { part: last, index: open(last).length }
      const known = open(place.part)[place.index]
      if (known && response.counts.output < known.counts.output) continue
      open(place.part)[place.index] = { ...response, inherited: known?.inherited ?? false }
      places.set(response.key, place)
      changed.add(place.part)
    }
    for (const number of changed) this.putPart(fileId, number, encodePart(open(number)))
  }

  /** Writes parts of a file's responses again, without a change of their keys. */
  replace(fileId: number, responses: readonly StoredResponse[], partNumbers: Iterable<number>): void {
    for (const number of partNumbers) {
      const first = number * PART_RESPONSES
      this.putPart(fileId, number, encodePart(responses.slice(first, first + PART_RESPONSES)))
    }
  }

  remove(fileId: number): void {
    this.usage.delete(fileId)
    this.wrote(this.statements.removeParts(firstPlaceOf(fileId), firstPlaceOf(fileId + 1)))
  }

  usageOf(fileId: number): FileUsage {
    return this.usage.get(fileId) ?? addUpUsage(this.responsesOf(fileId))
  }

  /** Keys of one file's responses. */
  keysOf(fileId: number): ResponseKey[] {
    return this.partsOf(fileId).flatMap((part) => [...keysOfPart(part)])
  }

  private putPart(fileId: number, number: number, part: ResponsePart): void {
    this.usage.delete(fileId)
    this.wrote(this.statements.putPart(firstPlaceOf(fileId) + number, part))
    if (this.book) addKeys(this.book, fileId, part)
  }
}

function addKeys(book: KeyBook, fileId: number, part: ResponsePart): void {
  for (const key of keysOfPart(part)) book.add(key, fileId)
}

interface Place {
  readonly part: number
  readonly index: number
}

/** Where some keys stand in a file. */
function placesOf(parts: readonly ResponsePart[], wanted: ReadonlySet<ResponseKey>): Map<ResponseKey, Place> {
  const places = new Map<ResponseKey, Place>()
  for (const [part, bytes] of parts.entries())
    for (const [index, key] of keysOfPart(bytes).entries())
      if (wanted.has(key)) places.set(key, { part, index })
  return places
}

function statementsIn(sql: Sql) {
  return {
    partsOf: sql.all<[from: number, to: number], PartRow>(
      'SELECT place, body FROM responses WHERE place >= ? AND place < ? ORDER BY place',
    ),
    partsBehind: sql.all<[place: number, most: number], PartRow>(
      'SELECT place, body FROM responses WHERE place > ? ORDER BY place LIMIT ?',
    ),
    putPart: sql.run<[place: number, body: ResponsePart]>(
      'INSERT INTO responses (place, body) VALUES (?, ?) ON CONFLICT (place) DO UPDATE SET body = excluded.body',
    ),
    removeParts: sql.run<[from: number, to: number]>('DELETE FROM responses WHERE place >= ? AND place < ?'),
  }
}
