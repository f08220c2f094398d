import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { DocumentFile, ProviderManifest } from '../provider.ts'
import { damagedDocument } from './damaged-documents.ts'
import { documentFile } from './document-file.ts'
import { type DocumentFixture, readDocument, readSession, type ToldSession } from './document-fixtures.ts'
import { isRefusal } from './document-mutations.ts'
import { complaintsAbout } from './plausible-calls.ts'
import { type Random, seededRandom } from './seeded-random.ts'

const OUTCOMES = ['used', 'ignored', 'unknown', 'malformed']
const CUTS = 60
const CHANGES = 400
const LOST_ROWS = 60
const REPOSITORY = resolve(import.meta.dirname, '../../..')

/** What holds for transcripts that are documents, as the assistant wrote them and otherwise. */
export function describeDocuments(
  documents: readonly DocumentFixture[],
  { knows }: Pick<ProviderManifest, 'knows'>,
): void {
  const isClosed = knows.tokens.level === 'none' && knows.context.level === 'none'

  it.runIf(!isClosed)('tell what counts', () => {
    const told = documents.flatMap(({ reader, file }) => readDocument(reader, file))
    const methods = new Set(told.flatMap(({ calls }) => calls.map(([method]) => method)))
    expect(told.some(({ outcomes }) => (outcomes.used ?? 0) > 0)).toBe(true)
    const tells = ['response', 'context', 'text'].some((method) => methods.has(method))
    expect(tells, 'tells tokens, how full the context is, or text to count').toBe(true)
  })

  describe.each(documents)('reading $name', (document) => {
    describeTelling(document)
    describeReadingAgain(document)
    describeStamps(document)
    describeBroken(document)
  })
}

function describeTelling({ reader, file }: DocumentFixture): void {
  it('names each of its sessions once, with a stamp', () => {
    const sessions = reader.sessions(file)
    expect(sessions.length).toBeGreaterThan(0)
    expect(new Set(sessions.map(({ sessionId }) => sessionId)).size).toBe(sessions.length)
    for (const { sessionId, subagentOf, stamp } of sessions) {
      expect(sessionId).not.toBe('')
      expect(stamp).not.toBe('')
      expect(subagentOf).not.toBe('')
      expect(subagentOf).not.toBe(sessionId)
    }
  })

  it('gives every record one of the four outcomes', () => {
    for (const { outcomes } of readDocument(reader, file)) {
      for (const [outcome, count] of Object.entries(outcomes)) {
        expect(OUTCOMES).toContain(outcome)
        expect(Number.isSafeInteger(count) && count >= 0, `${outcome}: ${count}`).toBe(true)
      }
      expect(Object.values(outcomes).some((count) => count > 0)).toBe(true)
    }
  })

  it('tells only what a receiver can store', () => {
    expect(readDocument(reader, file).flatMap(({ calls }) => complaintsAbout(calls))).toEqual([])
  })

  it('tells nothing of where it lies on this machine', () => {
    const told = JSON.stringify(readDocument(reader, file))
    expect(told).not.toContain(JSON.stringify(REPOSITORY).slice(1, -1))
  })
}

function describeReadingAgain({ reader, file }: DocumentFixture): void {
  it('says the same each time, in any order of its sessions', () => {
    const whole = readDocument(reader, file)
    expect(readDocument(reader, file)).toStrictEqual(whole)
    const backwards = whole.toReversed().map(({ session }) => readSession(reader, file, session))
    expect(backwards.toReversed()).toStrictEqual(whole)
  })

  it('says the same of a session when another was broken off', () => {
    const whole = readDocument(reader, file)
    const breakOff = new Error('broken off')
    const sink = new Proxy({} as Parameters<typeof reader.read>[2], {
      get: () => () => {
        throw breakOff
      },
    })
    for (const { session } of whole) {
      try {
        reader.read(file, session, sink)
      } catch (cause) {
        expect(cause).toBe(breakOff)
      }
    }
    expect(readDocument(reader, file)).toStrictEqual(whole)
  })

  it('neither changes the bytes nor needs them after the call', () => {
    const whole = readDocument(reader, file)
    const given: Buffer[] = []
    const lending: DocumentFile = {
      ...file,
      bytes() {
        const copy = Buffer.from(file.bytes())
        given.push(copy)
        return copy
      },
    }
    const read = reader.sessions(lending).map((session) => {
      const told = readSession(reader, lending, session)
      for (const copy of given) expect(copy.equals(file.bytes())).toBe(true)
      for (const copy of given.splice(0)) copy.fill(0)
      return told
    })
    expect(read).toStrictEqual(whole)
  })
}

/** A session whose stamp is the same is not read again, so that it has to tell the same. */
function describeStamps({ path, reader, file, isDatabase }: DocumentFixture): void {
  const whole = readDocument(reader, file)

  it('has the same stamps when it was only copied', () => {
    const folder = mkdtempSync(join(tmpdir(), 'document-'))
    try {
      const copy = join(folder, 'copy')
      copyFileSync(path, copy)
      const { folder: where, textNear, namesNear } = file
      expect(
        reader.sessions({ ...documentFile(copy, file.path), folder: where, textNear, namesNear }),
      ).toStrictEqual(reader.sessions(file))
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('has another stamp where another time of writing makes it tell something else', () => {
    const later = { ...file, writtenAt: file.writtenAt + 60_000, madeAt: file.madeAt + 60_000 }
    expectStampsToTell(whole, readDocument(reader, later))
  })

  it.runIf(!isDatabase)(`has another stamp in each of ${CHANGES} documents that tell something else`, () => {
    const random = seededRandom(CHANGES)
    for (let number = 0; number < CHANGES; number++) {
      const damaged = damagedDocument(file, isDatabase, random)
      expectStampsToTell(
        whole,
        unlessRefused(() => readDocument(reader, damaged.file)),
      )
    }
  })

  it.runIf(isDatabase)(`has another stamp where one of ${LOST_ROWS} rows that are lost was told`, () => {
    const random = seededRandom(LOST_ROWS)
    const database = new Database(readFileSync(path))
    try {
      for (let number = 0; number < LOST_ROWS; number++) {
        database.exec('BEGIN')
        loseRow(database, random)
        expectStampsToTell(
          whole,
          unlessRefused(() => readDocument(reader, over(database, file))),
        )
        database.exec('ROLLBACK')
      }
    } finally {
      database.close()
    }
  })
}

function expectStampsToTell(before: readonly ToldSession[], after: readonly ToldSession[]): void {
  for (const { session, outcomes, calls } of after) {
    const same = before.find(
      (told) => told.session.sessionId === session.sessionId && told.session.stamp === session.stamp,
    )
    if (same)
      expect({ outcomes, calls }, session.sessionId).toStrictEqual({
        outcomes: same.outcomes,
        calls: same.calls,
      })
  }
}

function loseRow(database: Database.Database, random: Random): void {
  const tables = database
    .prepare<[], { name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'",
    )
    .all()
    .map(({ name }) => `"${name}"`)
  const filled = tables.filter((table) => database.prepare(`SELECT 1 FROM ${table}`).get() !== undefined)
  const table = random.pick(filled)
  const rows = database.prepare<[], { row: number }>(`SELECT rowid AS row FROM ${table}`).all()
  database.prepare(`DELETE FROM ${table} WHERE rowid = ?`).run(random.pick(rows).row)
}

function over(database: Database.Database, file: DocumentFile): DocumentFile {
  return {
    ...file,
    rows: (sql, ...parameters) =>
      database.prepare<(string | number)[], Record<string, unknown>>(sql).all(...parameters),
  }
}

function describeBroken({ reader, file, isDatabase }: DocumentFixture): void {
  it.runIf(!isDatabase)('is refused or read where it ends too early, wherever that is', () => {
    const random = seededRandom(CUTS)
    const bytes = file.bytes()
    const lengths = [
      0,
      1,
      bytes.length - 1,
      ...Array.from({ length: CUTS }, () => random.below(bytes.length)),
    ]
    for (const length of lengths) {
      const cut = { ...file, bytes: () => Buffer.from(bytes.subarray(0, length)) }
      const told = unlessRefused(() => readDocument(reader, cut))
      expect(
        told.flatMap(({ calls }) => complaintsAbout(calls)),
        `${length} bytes`,
      ).toEqual([])
    }
  })

  it.runIf(isDatabase)('is refused where it lacks a table or a column, or read without it', () => {
    const asked: string[] = []
    readDocument(reader, {
      ...file,
      rows: (sql, ...parameters) => {
        asked.push(sql)
        return file.rows(sql, ...parameters)
      },
    })
    for (const [index] of asked.entries()) {
      let questions = 0
      const failing: DocumentFile = {
        ...file,
        rows(sql, ...parameters) {
          if (questions++ === index) throw new Database.SqliteError('no such column: x', 'SQLITE_ERROR')
          return file.rows(sql, ...parameters)
        },
      }
      expect(() => readDocument(reader, failing)).toThrow('no such column: x')
    }
  })

  it('is read though another program has written nothing into it yet, or refused', () => {
    const empty: DocumentFile = { ...file, bytes: () => Buffer.alloc(0), rows: () => [] }
    expect(unlessRefused(() => readDocument(reader, empty))).toEqual([])
  })

  it('passes on that it cannot be opened', () => {
    const gone = new Error('gone')
    const fail = () => {
      throw gone
    }
    expect(() => reader.sessions({ ...file, bytes: fail, rows: fail })).toThrow(gone)
  })
}

/** What a document tells; nothing where it is refused with a sentence. */
function unlessRefused(read: () => readonly ToldSession[]): readonly ToldSession[] {
  try {
    return read()
  } catch (cause) {
    if (isRefusal(cause)) return []
    throw cause
  }
}
