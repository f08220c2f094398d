import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { backupIfDue, listBackups, makeBackup, newestGoodBackup, restoreBackup } from './backup.ts'
import { openForTest } from './testing/open-for-test.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'
import { latestVersion } from './migrate.ts'
import { userMigrations } from './user-migrations.ts'
import { openUserStore } from './user-store.ts'

const HOUR = 60 * 60 * 1000
const START = Date.UTC(2026, 10, 21, 10)

function newUserDatabase() {
  const path = join(temporaryFolder(), 'user.db')
  const { database } = openForTest({ path, kind: 'user', migrations: userMigrations })
  return { path, database, store: openUserStore(database) }
}

describe('the daily backup', () => {
  it('is made at first and then once a day', () => {
    const { database } = newUserDatabase()
    const hours = [0, 1, 23.9, 24, 25, 48]
    expect(hours.map((hour) => backupIfDue(database, new Date(START + hour * HOUR)).kind)).toEqual([
      'made',
      'not-due',
      'not-due',
      'made',
      'not-due',
      'made',
    ])
  })

  it('holds what was committed, log and all, and can be opened', () => {
    const { database, store } = newUserDatabase()
    store.tags.add('a', 'slow')
    const result = backupIfDue(database, new Date(START))
    assert(result.kind === 'made')
    const copy = openForTest({
      path: result.backup.path,
      kind: 'user',
      migrations: userMigrations,
      mode: 'read',
    })
    expect(openUserStore(copy.database).tags.of('a')).toEqual(['slow'])
  })

  it('leaves three, the newest, and does not count those from before a migration', () => {
    const { path, database } = newUserDatabase()
    makeBackup(database, 'before-migration', new Date(START))
    for (let day = 1; day <= 5; day++) backupIfDue(database, new Date(START + day * 24 * HOUR))
    expect(
      listBackups(path).map((backup) => [backup.kind, (backup.madeAt.getTime() - START) / 24 / HOUR]),
    ).toEqual([
      ['daily', 5],
      ['daily', 4],
      ['daily', 3],
      ['before-migration', 0],
    ])
  })

  it('is made after a clock was set back, and is not the one that goes', () => {
    const { path, database } = newUserDatabase()
    for (const day of [400, 401, 402]) makeBackup(database, 'daily', new Date(START + day * 24 * HOUR))
    const result = backupIfDue(database, new Date(START))
    assert(result.kind === 'made')
    expect(existsSync(result.backup.path)).toBe(true)
    expect(listBackups(path)).toHaveLength(3)
  })

  it('clears away what a killed one left unfinished', () => {
    const { path, database } = newUserDatabase()
    backupIfDue(database, new Date(START))
    const folder = join(path, '..', 'backups')
    writeFileSync(join(folder, 'user.db.daily-20261120T000000000Z.tmp'), 'half')
    expect(listBackups(path)).toHaveLength(1)
    backupIfDue(database, new Date(START + 24 * HOUR))
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  it('says what failed instead of throwing', () => {
    const { path, database } = newUserDatabase()
    writeFileSync(join(path, '..', 'backups'), 'a file in the way')
    expect(backupIfDue(database, new Date(START))).toMatchObject({
      kind: 'failed',
      sentence: expect.stringContaining('user.db could not be backed up'),
    })
  })
})

describe('the newest good backup', () => {
  it('is the newest that is whole and not of a newer schema', () => {
    const { path, database } = newUserDatabase()
    const day = (count: number) => new Date(START + count * 24 * HOUR)
    const good = makeBackup(database, 'daily', day(0))
    const damaged = makeBackup(database, 'daily', day(1))
    writeFileSync(damaged.path, readFileSync(damaged.path).fill(0x55, 4096))
    const version = latestVersion(userMigrations)
    database.pragma(`user_version = ${version + 1}`)
    makeBackup(database, 'before-migration', day(2))
    expect(newestGoodBackup(path, version)).toEqual(good)
    expect(newestGoodBackup(path, version - 1)).toBeUndefined()
  })

  it('takes the place of a lost database byte by byte', () => {
    const { database, store } = newUserDatabase()
    store.notes.set('a', { text: 'keep me', updatedAt: 1 })
    const backup = makeBackup(database, 'daily', new Date(START))
    const place = join(temporaryFolder(), 'user.db')
    restoreBackup(backup, place)
    expect(readFileSync(place).equals(readFileSync(backup.path))).toBe(true)
  })
})
