import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Migration, latestVersion, migrate } from './migrate.ts'
import { StoreError } from './store-trouble.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

const steps: readonly Migration[] = [
  { version: 1, name: 'one', up: (db) => db.exec('CREATE TABLE one (x INTEGER)') },
  {
    version: 2,
    name: 'two',
    up: (db) => db.exec('CREATE TABLE two (x INTEGER); INSERT INTO one VALUES (2)'),
  },
]

function newDatabase(): Database.Database {
  const database = new Database(join(temporaryFolder(), 'test.db'))
  onTestFinished(() => {
    database.close()
  })
  return database
}

function tables(database: Database.Database): unknown[] {
  return database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`).pluck().all()
}

describe('migrations', () => {
  it('run in order, once, and number the schema', () => {
    const database = newDatabase()
    expect(migrate(database, steps)).toEqual({ kind: 'migrated', from: 0, to: 2 })
    expect(tables(database)).toEqual(['one', 'two'])
    expect(database.pragma('user_version', { simple: true })).toBe(2)
    expect(migrate(database, steps)).toEqual({ kind: 'current', version: 2 })
  })

  it('are preceded by one backup where there is something to lose, and by none where there is not', () => {
    const database = newDatabase()
    const seen: number[] = []
    const backUp = () => {
      seen.push(Number(database.pragma('user_version', { simple: true })))
    }
    migrate(database, steps.slice(0, 1), backUp)
    expect(seen).toEqual([])
    migrate(database, [...steps, { version: 3, name: 'three', up: () => {} }], backUp)
    expect(seen).toEqual([1])
  })

  it('do not run where the backup fails', () => {
    const database = newDatabase()
    migrate(database, steps.slice(0, 1))
    expect(() =>
      migrate(database, steps, () => {
        throw new Error('no space')
      }),
    ).toThrow('no space')
    expect(tables(database)).toEqual(['one'])
  })

  it('that fail leave the schema as the last good one made it', () => {
    const database = newDatabase()
    const failing: Migration = {
      version: 3,
      name: 'three',
      up(db) {
        db.exec('CREATE TABLE three (x INTEGER); DROP TABLE one')
        throw new Error('half way')
      },
    }
    expect(() => migrate(database, [...steps, failing])).toThrow('half way')
    expect(tables(database)).toEqual(['one', 'two'])
    expect(database.pragma('user_version', { simple: true })).toBe(2)
  })

  it('leave a newer schema alone', () => {
    const database = newDatabase()
    database.pragma('user_version = 7')
    expect(migrate(database, steps)).toEqual({ kind: 'newer', found: 7, supported: 2 })
    expect(tables(database)).toEqual([])
  })

  it.each([-1, 10_001, 2 ** 31 - 1])('take schema number %i for damage, not for the future', (version) => {
    const database = newDatabase()
    database.pragma(`user_version = ${version}`)
    expect(() => migrate(database, steps)).toThrow(StoreError)
  })

  it('do not touch a database that somebody else made', () => {
    const database = newDatabase()
    database.exec('CREATE TABLE recipes (x INTEGER)')
    expect(() => migrate(database, steps)).toThrow('did not make')
    expect(tables(database)).toEqual(['recipes'])
  })

  it('may replace a table that others refer to without losing their rows', () => {
    const database = newDatabase()
    database.pragma('foreign_keys = ON')
    const family: Migration[] = [
      {
        version: 1,
        name: 'parents and children',
        up: (db) =>
          db.exec(`CREATE TABLE parents (id INTEGER PRIMARY KEY);
            CREATE TABLE children (parent_id INTEGER REFERENCES parents (id) ON DELETE CASCADE);
            INSERT INTO parents VALUES (1); INSERT INTO children VALUES (1)`),
      },
      {
        version: 2,
        name: 'parents with names',
        up: (db) =>
          db.exec(`CREATE TABLE new_parents (id INTEGER PRIMARY KEY, name TEXT);
            INSERT INTO new_parents (id) SELECT id FROM parents;
            DROP TABLE parents; ALTER TABLE new_parents RENAME TO parents`),
      },
    ]
    migrate(database, family)
    expect(database.prepare('SELECT count(*) FROM children').pluck().get()).toBe(1)
    expect(database.pragma('foreign_keys', { simple: true })).toBe(1)
    const losing: Migration = { version: 3, name: 'lose them', up: (db) => db.exec('DELETE FROM parents') }
    expect(() => migrate(database, [...family, losing])).toThrow('without what they refer to')
    expect(database.pragma('user_version', { simple: true })).toBe(2)
    expect(database.pragma('foreign_keys', { simple: true })).toBe(1)
  })

  it('must be numbered without a gap', () => {
    expect(latestVersion(steps)).toBe(2)
    expect(() => latestVersion(steps.slice(1))).toThrow('expected 1')
  })
})
