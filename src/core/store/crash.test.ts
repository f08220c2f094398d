import { cpSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { listBackups } from './backup.ts'
import { checkFile, schemaVersion } from './integrity.ts'
import { startChild } from './testing/child-process.ts'
import { expectedNumbers, numbersIn, numbersMigrations } from './testing/numbers-schema.ts'
import { openForTest } from './testing/open-for-test.ts'
import { seededRandom } from './testing/seeded-random.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'
import { latestVersion } from './migrate.ts'
import { userMigrations } from './user-migrations.ts'
import { openUserStore } from './user-store.ts'

const WRITER_ROUNDS = Number(process.env.LSM_KILL_ROUNDS ?? 40)
const MIGRATION_ROUNDS = Math.ceil(WRITER_ROUNDS / 2)
const MINUTE_MS = 60_000

/** Kills a child once it has written so many lines, and returns all the lines that it wrote. */
async function killAfter(
  lineCount: number,
  file: string,
  childArguments: readonly string[],
): Promise<string[]> {
  const child = startChild(file, childArguments)
  const written: string[] = []
  child.lines.on('line', (line) => {
    written.push(line)
    if (written.length === lineCount) child.process.kill('SIGKILL')
  })
  const { signal, errors } = await child.ended
  if (signal !== 'SIGKILL' && written.length < lineCount) throw new Error(`it ended by itself: ${errors}`)
  return written
}

const LATEST = latestVersion(userMigrations)

describe('a writer that is killed at any moment', () => {
  it(`loses nothing that it said was kept: ${WRITER_ROUNDS} kills`, {
    timeout: WRITER_ROUNDS * MINUTE_MS,
  }, async () => {
    const folder = temporaryFolder()
    const random = seededRandom(1)
    let acknowledged = 0
    for (let round = 0; round < WRITER_ROUNDS; round++) {
      const written = await killAfter(1 + random(60), 'writer-child.ts', [folder])
      acknowledged = Number(written.at(-1))

      const opened = openForTest({ path: join(folder, 'user.db'), kind: 'user', migrations: userMigrations })
      const context = `round ${round}, ${acknowledged} acknowledged`
      expect(opened.events, context).toEqual([])
      expect(opened.database.pragma('integrity_check', { simple: true }), context).toBe('ok')
      const ids = opened.database.prepare('SELECT id FROM memories ORDER BY id').pluck().all()
      // One more may have been kept that it did not come to say.
      expect([acknowledged, acknowledged + 1], context).toContain(ids.length)
      expect(ids.at(-1), context).toBe(ids.length)
      expect(openUserStore(opened.database).settings.get('last memory'), context).toBe(ids.length)
      const backups = listBackups(join(folder, 'user.db')).map((backup) => checkFile(backup.path))
      expect(new Set([...backups, LATEST]), context).toEqual(new Set([LATEST]))
      opened.close()
    }
    expect(acknowledged).toBeGreaterThan(WRITER_ROUNDS * 10)
  })
})

describe('a migration that is killed at any moment', () => {
  it(`leaves the schema of one step with all data: ${MIGRATION_ROUNDS} kills`, {
    timeout: MIGRATION_ROUNDS * MINUTE_MS,
  }, async () => {
    const pristine = temporaryFolder()
    openForTest({
      path: join(pristine, 'user.db'),
      kind: 'user',
      migrations: numbersMigrations.slice(0, 1),
    }).close()
    const random = seededRandom(2)
    const versions = new Set<number>()
    for (let round = 0; round < MIGRATION_ROUNDS; round++) {
      const folder = temporaryFolder()
      cpSync(pristine, folder, { recursive: true })
      const path = join(folder, 'user.db')
      const written = await killAfter(1 + random(82), 'migration-child.ts', [path, '--tell'])

      const context = `round ${round}, after ${written.length} lines`
      versions.add(expectWholeNumbers(path, context))
      for (const backup of listBackups(path)) expect(expectWholeNumbers(backup.path, context)).toBe(1)
      const again = openForTest({ path, kind: 'user', migrations: numbersMigrations })
      expect(
        again.events.filter((event) => !event.includes('was brought from')),
        context,
      ).toEqual([])
      again.close()
      expect(expectWholeNumbers(path, context)).toBe(3)
    }
    expect(versions.size).toBeGreaterThan(1)
  })
})

/** Checks that a database is whole and holds what its schema must; returns the number of its schema. */
function expectWholeNumbers(path: string, context: string): number {
  const database = new Database(path, { readonly: true })
  try {
    const version = schemaVersion(database)
    expect(database.pragma('integrity_check', { simple: true }), context).toBe('ok')
    expect(numbersIn(database, version), context).toEqual(expectedNumbers(version))
    return version
  } finally {
    database.close()
  }
}
