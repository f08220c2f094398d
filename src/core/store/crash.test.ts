import { cpSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listBackups } from './backup.ts'
import { checkFile } from './integrity.ts'
import { nextLine, startChild } from './testing/child-process.ts'
import { expectedNumbers, numbersIn, numbersMigrations } from './testing/numbers-schema.ts'
import { openForTest } from './testing/open-for-test.ts'
import { seededRandom } from './testing/seeded-random.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'
import { userMigrations } from './user-migrations.ts'
import { openUserStore } from './user-store.ts'

const WRITER_ROUNDS = Number(process.env.LSM_KILL_ROUNDS ?? 40)
const MIGRATION_ROUNDS = Math.ceil(WRITER_ROUNDS / 2)
const MINUTE_MS = 60_000

/** Kills a child once it has written so many lines, and returns all the lines that it wrote. */
async function killAfter(lineCount: number, file: string, childArguments: readonly string[]): Promise<string[]> {
  const child = startChild(file, childArguments)
  const written: string[] = []
  child.lines.on('line', (line) => {
    written.push(line)
    if (written.length === lineCount) child.process.kill('SIGKILL')
  })
  const { signal, errors } = await child.ended
  if (signal !== 'SIGKILL' && written.length < lineCount) expect.fail(`it ended by itself: ${errors}`)
  return written
}

describe('a writer that is killed at any moment', () => {
  it(`loses nothing that it said was kept: ${WRITER_ROUNDS} kills`, { timeout: WRITER_ROUNDS * MINUTE_MS }, async () => {
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
      expect(new Set([...backups, 1]), context).toEqual(new Set([1]))
      opened.close()
    }
    expect(acknowledged).toBeGreaterThan(WRITER_ROUNDS * 10)
  })
})

describe('a migration that is killed at any moment', () => {
  it(`leaves an old schema or a new one, and all data: ${MIGRATION_ROUNDS} kills`, { timeout: MIGRATION_ROUNDS * MINUTE_MS }, async () => {
    const pristine = temporaryFolder()
    openForTest({ path: join(pristine, 'user.db'), kind: 'user', migrations: numbersMigrations.slice(0, 1) }).close()
    const random = seededRandom(2)
    const versions: number[] = []
    for (let round = 0; round < MIGRATION_ROUNDS; round++) {
      const folder = temporaryFolder()
      cpSync(pristine, folder, { recursive: true })
      const path = join(folder, 'user.db')
      const written = await killAfter(1 + random(82), 'migration-child.ts', [path, '--tell'])

      const context = `round ${round}, after ${written.length} lines`
      const looking = openForTest({ path, kind: 'user', migrations: numbersMigrations })
      expect(looking.events.filter((event) => !event.includes('was brought')), context).toEqual([])
      // The sentence names the schema that the kill left.
      const version = Number(/from schema (\d)/.exec(looking.events.join())?.[1] ?? 3)
      versions.push(version)
      expect(numbersIn(looking.database, 3), context).toEqual(expectedNumbers(3))
      looking.close()
      for (const backup of listBackups(path)) {
        const copy = openForTest({ path: backup.path, kind: 'user', migrations: numbersMigrations, mode: 'read' })
        copy.close()
      }
      expect(readdirSync(folder).filter((name) => name.includes('.corrupt-')), context).toEqual([])
    }
    expect(new Set(versions).size).toBeGreaterThan(1)
  })
})
