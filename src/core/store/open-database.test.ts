import assert from 'node:assert/strict'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { listBackups } from './backup.ts'
import type { Migration } from './migrate.ts'
import { openDatabase, type OpenOptions } from './open-database.ts'
import { openForTest } from './testing/open-for-test.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

const steps: readonly Migration[] = [
  { version: 1, name: 'entries', up: (db) => db.exec('CREATE TABLE entries (x INTEGER)') },
  { version: 2, name: 'labels', up: (db) => db.exec('CREATE TABLE labels (x INTEGER)') },
]
const DAY = 24 * 60 * 60 * 1000
const START = Date.UTC(2026, 10, 21, 10)

function userIn(folder: string): OpenOptions {
  return {
    path: join(folder, 'user.db'),
    kind: 'user',
    migrations: steps,
    mode: 'own',
    now: () => new Date(START),
    busyTimeoutMs: 0,
  }
}

/** All settings that a connection can be asked for. */
function settingsOf(database: Database.Database) {
  const names = [
    'journal_mode',
    'synchronous',
    'busy_timeout',
    'foreign_keys',
    'trusted_schema',
    'cell_size_check',
    'mmap_size',
    'journal_size_limit',
    'wal_autocheckpoint',
    'query_only',
  ]
  return Object.fromEntries(names.map((name) => [name, database.pragma(name, { simple: true })]))
}

const SETTINGS = {
  journal_mode: 'wal',
  busy_timeout: 5000,
  foreign_keys: 1,
  trusted_schema: 0,
  cell_size_check: 1,
  mmap_size: 0,
  journal_size_limit: 67_108_864,
  wal_autocheckpoint: 1000,
  query_only: 0,
}

describe('an opened database', () => {
  it('is set for what it holds: every commit on the disk for what cannot be rebuilt', () => {
    const folder = temporaryFolder()
    const { busyTimeoutMs: _, ...options } = userIn(folder)
    expect(settingsOf(openForTest(options).database)).toEqual({ ...SETTINGS, synchronous: 2 })
    const index = openForTest({ ...options, path: join(folder, 'index.db'), kind: 'index' })
    expect(settingsOf(index.database)).toEqual({ ...SETTINGS, synchronous: 1 })
    const reader = openForTest({ ...options, mode: 'read' })
    expect(settingsOf(reader.database)).toMatchObject({
      busy_timeout: 5000,
      trusted_schema: 0,
      query_only: 1,
    })
  })

  it('starts empty at the latest schema, with nothing to report', () => {
    const options = userIn(temporaryFolder())
    const { database, events } = openForTest(options)
    expect(events).toEqual([])
    expect(database.pragma('user_version', { simple: true })).toBe(2)
    expect(listBackups(options.path)).toEqual([])
  })

  it('is migrated after a backup, and says so', () => {
    const options = userIn(temporaryFolder())
    const old = openForTest({ ...options, migrations: steps.slice(0, 1) })
    old.database.exec('INSERT INTO entries VALUES (42)')
    old.close()
    expect(openForTest(options).events).toEqual(['user.db was brought from schema 1 to 2.'])
    const [backup, ...others] = listBackups(options.path)
    expect(others).toEqual([])
    assert(backup?.kind === 'before-migration')
    const copy = openForTest({ ...options, path: backup.path, migrations: steps.slice(0, 1), mode: 'read' })
    expect(copy.database.prepare('SELECT x FROM entries').pluck().all()).toEqual([42])
  })

  it('is not backed up before a migration where it can be rebuilt', () => {
    const options: OpenOptions = { ...userIn(temporaryFolder()), kind: 'index' }
    openForTest({ ...options, migrations: steps.slice(0, 1) }).close()
    openForTest(options)
    expect(listBackups(options.path)).toEqual([])
  })

  it('throws on a migration that does not work: a bug is not trouble', () => {
    const broken: Migration = { version: 3, name: 'broken', up: (db) => db.exec('SELECT nonsense') }
    expect(() => openDatabase({ ...userIn(temporaryFolder()), migrations: [...steps, broken] })).toThrow(
      'nonsense',
    )
  })

  it('goes on from a first start that was cut short before anything was written', () => {
    const options = userIn(temporaryFolder())
    writeFileSync(options.path, '')
    expect(openForTest(options).events).toEqual([])
  })
})

describe('a newer schema', () => {
  it.each(['own', 'read'] as const)(
    'is refused to one who wants to %s it, with the file byte for byte as it was',
    (mode) => {
      const options = userIn(temporaryFolder())
      const newer = [
        ...steps,
        { version: 3, name: 'three', up: () => {} },
        { version: 4, name: 'four', up: () => {} },
      ]
      openForTest({ ...options, migrations: newer }).close()
      const before = readFileSync(options.path)
      const result = openDatabase({ ...options, mode })
      expect(result).toMatchObject({
        kind: 'refused',
        reason: 'newer-schema',
        found: 4,
        supported: 2,
        events: [],
      })
      expect(readFileSync(options.path).equals(before)).toBe(true)
      expect(listBackups(options.path).map((backup) => backup.kind)).toEqual([])
    },
  )

  it('is recognised in the log, where a killed newer version left it, and the log is kept as well', () => {
    const options = userIn(temporaryFolder())
    openForTest(options).close()
    const newer = new Database(options.path)
    // A reader that stays keeps the log from being moved into the database on close.
    const reader = new Database(options.path, { readonly: true })
    onTestFinished(() => {
      reader.close()
    })
    reader.exec('BEGIN; SELECT * FROM entries')
    newer.exec('PRAGMA user_version = 3; CREATE TABLE future (x)')
    newer.close()
    const before = [options.path, `${options.path}-wal`].map((path) => readFileSync(path))
    expect(openDatabase(options)).toMatchObject({ reason: 'newer-schema', found: 3 })
    reader.close()
    expect(openDatabase(options)).toMatchObject({ reason: 'newer-schema', found: 3 })
    const after = [options.path, `${options.path}-wal`].map((path) => readFileSync(path))
    expect(after.map((bytes, index) => before[index]?.equals(bytes))).toEqual([true, true])
  })
})

describe('a reader', () => {
  it('is told where there is nothing yet, and makes nothing', () => {
    const folder = temporaryFolder()
    const options: OpenOptions = { ...userIn(folder), mode: 'read' }
    expect(openDatabase(options)).toEqual({ kind: 'missing', path: options.path })
    expect(readdirSync(folder)).toEqual([])
    writeFileSync(options.path, '')
    expect(openDatabase(options).kind).toBe('missing')
  })

  it('is told where the owner is of an older version', () => {
    const options = userIn(temporaryFolder())
    openForTest({ ...options, migrations: steps.slice(0, 1) })
    expect(openDatabase({ ...options, mode: 'read' })).toMatchObject({
      reason: 'older-schema',
      found: 1,
      supported: 2,
    })
  })

  it('is refused a damaged file, which stays where it is', () => {
    const options = userIn(temporaryFolder())
    writeFileSync(options.path, 'no database '.repeat(1000))
    const result = openDatabase({ ...options, mode: 'read' })
    expect(result).toMatchObject({ kind: 'refused', reason: 'damaged' })
    expect(existsSync(options.path)).toBe(true)
  })

  it('sees what is committed while the owner writes', () => {
    const options = userIn(temporaryFolder())
    const owner = openForTest(options)
    const reader = openForTest({ ...options, mode: 'read' })
    owner.database.exec('INSERT INTO entries VALUES (1)')
    owner.database.exec('BEGIN IMMEDIATE; INSERT INTO entries VALUES (2)')
    expect(reader.database.prepare('SELECT x FROM entries').pluck().all()).toEqual([1])
    owner.database.exec('COMMIT')
  })
})

describe('an unsafe SQLite', () => {
  it('must not write, and may read', () => {
    const folder = temporaryFolder()
    const options = { ...userIn(folder), sqliteVersion: '3.51.2' }
    expect(openDatabase(options)).toMatchObject({ kind: 'refused', reason: 'unsafe-sqlite' })
    expect(readdirSync(folder)).toEqual([])
    openForTest(userIn(folder)).close()
    expect(openDatabase({ ...options, mode: 'read' }).kind).toBe('opened')
  })
})

describe('the check of a whole file', () => {
  /** Damages a page that opening does not read, without a trace in size or time. Whoever reads it all finds it. */
  function damageQuietly(path: string): void {
    const { atime, mtime } = statSync(path)
    const bytes = readFileSync(path)
    writeFileSync(path, bytes.fill(0xff, bytes.length - 4096))
    utimesSync(path, atime, mtime)
    const mark = `${path}.clean`
    if (!existsSync(mark)) return
    const exit = JSON.parse(readFileSync(mark, 'utf8'))
    writeFileSync(mark, JSON.stringify({ ...exit, modifiedAtMs: statSync(path).mtimeMs }))
  }

  /** A closed database of which opening reads only the first page. */
  function closedDatabase(options: OpenOptions, how: 'clean' | 'distrusted' | 'killed'): void {
    const opened = openForTest(options)
    opened.database.exec('INSERT INTO entries VALUES (1)')
    if (how === 'distrusted') opened.distrust()
    opened.close()
    // As a kill leaves it that hits before anything is written: only the mark of the clean exit is gone.
    if (how === 'killed') openForTest(options).database.close()
  }

  it.each([
    ['is left out after a clean exit within a week', 'clean', 6, false],
    ['is made a week after the last one', 'clean', 8, true],
    ['is made after a kill', 'killed', 0, true],
    ['is made where a query found damage', 'distrusted', 0, true],
  ] as const)('%s', (_, how, days, checked) => {
    const options = userIn(temporaryFolder())
    closedDatabase(options, how)
    damageQuietly(options.path)
    const { events } = openForTest({ ...options, now: () => new Date(START + days * DAY) })
    expect(events.length > 0).toBe(checked)
  })

  it('is made where another program wrote to the file', () => {
    const options = userIn(temporaryFolder())
    closedDatabase(options, 'clean')
    damageQuietly(options.path)
    utimesSync(options.path, new Date(), new Date(START))
    expect(openForTest(options).events[0]).toContain('could not be used')
  })

  it('counts its week from the last check, not from the last exit', () => {
    const options = userIn(temporaryFolder())
    closedDatabase(options, 'clean')
    openForTest({ ...options, now: () => new Date(START + 5 * DAY) }).close()
    damageQuietly(options.path)
    expect(openForTest({ ...options, now: () => new Date(START + 8 * DAY) }).events).not.toEqual([])
  })
})

describe('a lock', () => {
  it('is not taken for damage', () => {
    const options = userIn(temporaryFolder())
    openForTest({ ...options, migrations: steps.slice(0, 1) }).close()
    const other = new Database(options.path)
    onTestFinished(() => {
      other.close()
    })
    other.exec('BEGIN IMMEDIATE; INSERT INTO entries VALUES (1)')
    const before = readFileSync(options.path)
    expect(openDatabase(options)).toMatchObject({ kind: 'refused', reason: 'locked' })
    expect(readFileSync(options.path).equals(before)).toBe(true)
    other.exec('COMMIT')
    expect(openForTest(options).database.prepare('SELECT x FROM entries').pluck().all()).toEqual([1])
  })
})

describe('something else at the path', () => {
  it('is not taken for damage', () => {
    const options = userIn(temporaryFolder())
    mkdirSync(options.path)
    for (const mode of ['own', 'read'] as const) {
      expect(openDatabase({ ...options, mode })).toMatchObject({ kind: 'refused', reason: 'not-a-file' })
    }
    expect(statSync(options.path).isDirectory()).toBe(true)
  })

  it('includes a folder that is not there', () => {
    expect(openDatabase(userIn(join(temporaryFolder(), 'not there')))).toMatchObject({ kind: 'refused' })
  })
})
