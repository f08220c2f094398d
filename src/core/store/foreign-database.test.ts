import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openForeignDatabase } from './foreign-database.ts'
import { type WrittenDatabase, writeDatabase } from './testing/foreign-database.ts'

let folder: string
let path: string
let written: WrittenDatabase

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'foreign-'))
  path = join(folder, 'theirs.db')
  written = writeDatabase(path)
  written.exec("CREATE TABLE t (n INTEGER, s TEXT); INSERT INTO t VALUES (1, 'one')")
})
afterEach(() => {
  written.close()
  chmodSync(folder, 0o700)
  rmSync(folder, { recursive: true })
})

describe('a database of another program', () => {
  it('is read with what only its log holds, while the program goes on writing', () => {
    const database = openForeignDatabase(path)
    written.exec("INSERT INTO t VALUES (2, 'two')")
    expect(database.rows('SELECT n, s FROM t WHERE n >= ? ORDER BY n', [1])).toEqual([
      { n: 1, s: 'one' },
      { n: 2, s: 'two' },
    ])
    database.close()
  })

  it('is not changed by it, and refuses to be', () => {
    const before = readFileSync(path)
    const log = statSync(`${path}-wal`).size
    const database = openForeignDatabase(path)
    database.rows('SELECT * FROM t', [])
    expect(() => database.rows('DELETE FROM t RETURNING n', [])).toThrow(/readonly/)
    database.close()
    expect(readFileSync(path).equals(before)).toBe(true)
    expect(statSync(`${path}-wal`).size).toBe(log)
  })

  it('leaves no file beside it when it was closed properly before', () => {
    written.close()
    const database = openForeignDatabase(path)
    expect(database.rows('SELECT count(*) AS n FROM t', [])).toEqual([{ n: 1 }])
    database.close()
    written = writeDatabase(path)
    expect(readdirSync(folder).filter((name) => name.startsWith('llm-session'))).toEqual([])
  })

  it('says so when it is none', () => {
    const other = join(folder, 'text.db')
    writeFileSync(other, 'this is no database, and it is long enough to be taken for one at first sight')
    expect(() => openForeignDatabase(other)).toThrow(/not a database/)
    expect(() => openForeignDatabase(join(folder, 'missing.db'))).toThrow(
      /unable to open|cannot open|does not exist|no such file/i,
    )
  })
})
