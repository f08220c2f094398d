import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeBackup } from './backup.ts'
import { checkFile } from './integrity.ts'
import { openDatabase, type OpenOptions } from './open-database.ts'
import { openForTest } from './testing/open-for-test.ts'
import { seededRandom } from './testing/seeded-random.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'
import { latestVersion } from './migrate.ts'
import { userMigrations } from './user-migrations.ts'
import { openUserStore } from './user-store.ts'

const START = Date.UTC(2026, 10, 21, 10)
const CORRUPTIONS = Number(process.env.LSM_CORRUPTIONS ?? 60)
const NOTES = 300

function optionsFor(folder: string, kind: OpenOptions['kind'] = 'user'): OpenOptions {
  return {
    path: join(folder, 'user.db'),
    kind,
    migrations: userMigrations,
    mode: 'own',
    now: () => new Date(START),
  }
}

/** A folder with a database of several dozen pages, closed properly, and a backup of half of it. */
function filledFolder(): string {
  const folder = temporaryFolder()
  const opened = openForTest(optionsFor(folder))
  const store = openUserStore(opened.database)
  const fill = (from: number, to: number) =>
    store.transaction(() => {
      for (let i = from; i < to; i++)
        store.notes.set(`s${i}`, { text: `note ${i} `.repeat(40), updatedAt: i })
    })
  fill(0, NOTES / 2)
  makeBackup(opened.database, 'daily', new Date(START - 60_000))
  fill(NOTES / 2, NOTES)
  opened.close()
  return folder
}

function notesIn(opened: { database: Parameters<typeof openUserStore>[0] }): number {
  return Number(opened.database.prepare('SELECT count(*) FROM notes').pluck().get())
}

/** Damaged databases that were set aside, without the files beside them. */
function setAsideIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => /\.corrupt-\w+$/.test(name))
}

type Damage = readonly [name: string, apply: (bytes: Buffer, random: (limit: number) => number) => Buffer]

const damages: readonly Damage[] = [
  ['bytes of the header', (bytes, random) => scribble(bytes, random(100), 1 + random(16), random)],
  ['the first page', (bytes, random) => scribble(bytes, 0, 4096, random)],
  ['a page', (bytes, random) => scribble(bytes, 4096 * (1 + random(bytes.length / 4096 - 1)), 4096, random)],
  ['some bytes', (bytes, random) => scribble(bytes, random(bytes.length), 1 + random(512), random)],
  ['its end, cut off', (bytes, random) => bytes.subarray(0, 1 + random(bytes.length - 1))],
  ['all of it, cut off', () => Buffer.alloc(0)],
  ['all of it, now text', () => Buffer.from('Dear diary, today I am not a database.\n'.repeat(300))],
  ['all of it, now zeros', (bytes) => Buffer.alloc(bytes.length)],
]

function scribble(bytes: Buffer, from: number, length: number, random: (limit: number) => number): Buffer {
  const damaged = Buffer.from(bytes)
  for (let at = from; at < Math.min(from + length, damaged.length); at++) damaged[at] = random(256)
  return damaged
}

/** Damages a copy of a folder, starts on it, and tells what became of the damaged file and of the notes. */
function startOn(pristine: string, damaged: Buffer) {
  const folder = temporaryFolder()
  cpSync(pristine, folder, { recursive: true })
  writeFileSync(join(folder, 'user.db'), damaged)
  const result = openDatabase(optionsFor(folder))
  if (result.kind !== 'opened') return result
  const kept = setAsideIn(folder)
  const told = result.events.join(' ')
  const notes = notesIn(result)
  result.close()
  return {
    setAside: kept.map((name) => readFileSync(join(folder, name)).equals(damaged)),
    toldWhere: kept.map((name) => told.includes(name)),
    toldBackup: told.includes('The backup of 2026-11-21 09:59 UTC takes its place'),
    notes,
    version: checkFile(join(folder, 'user.db')),
  }
}

function throwMissing(): never {
  throw new Error('no such damage')
}

const LATEST = latestVersion(userMigrations)

/** Some bytes carry no meaning for SQLite, and some only that of a text. */
const UNHARMED = { setAside: [], toldWhere: [], toldBackup: false, notes: NOTES, version: LATEST }
const RESTORED = { setAside: [true], toldWhere: [true], toldBackup: true, notes: NOTES / 2, version: LATEST }

describe('a damaged user.db', () => {
  it(`never stops the start, and is never lost: ${CORRUPTIONS} damages`, {
    timeout: CORRUPTIONS * 1000,
  }, () => {
    const pristine = filledFolder()
    const good = readFileSync(join(pristine, 'user.db'))
    const outcomes = Array.from({ length: CORRUPTIONS }, (_, round) => {
      const [name, damage] = damages[round % damages.length] ?? throwMissing()
      const outcome = startOn(pristine, damage(good, seededRandom(round)))
      expect(
        [UNHARMED, RESTORED],
        `round ${round}, damage to ${name}: ${JSON.stringify(outcome)}`,
      ).toContainEqual(outcome)
      return outcome
    })
    expect(outcomes.filter((outcome) => 'notes' in outcome && outcome.notes < NOTES).length).toBeGreaterThan(
      CORRUPTIONS / 2,
    )
  })

  it.each([
    ['write version', 18],
    ['read version', 19],
    ['schema format', 47],
    ['text encoding', 59],
    ['schema number', 60],
  ])('is recognised by the %s in its header', (_, offset) => {
    const folder = filledFolder()
    const bytes = readFileSync(join(folder, 'user.db'))
    bytes[offset] = 0x77
    writeFileSync(join(folder, 'user.db'), bytes)
    expect(notesIn(openForTest(optionsFor(folder)))).toBe(NOTES / 2)
    expect(setAsideIn(folder)).toHaveLength(1)
  })

  it('starts empty where no backup is good, and says so', () => {
    const folder = filledFolder()
    const backups = join(folder, 'backups')
    for (const name of readdirSync(backups)) writeFileSync(join(backups, name), 'ruined')
    writeFileSync(join(folder, 'user.db'), 'ruined '.repeat(1000))
    const opened = openForTest(optionsFor(folder))
    expect(notesIn(opened)).toBe(0)
    expect(opened.events.at(-1)).toBe('user.db starts empty: there is no good backup.')
  })

  it('is set aside with its log, neither of them changed, so that both can still be opened together', () => {
    const folder = filledFolder()
    const path = join(folder, 'user.db')
    const opened = openForTest(optionsFor(folder))
    openUserStore(opened.database).tags.add('a', 'slow')
    const bytes = scribble(readFileSync(path), 4096 * 12, 4096, seededRandom(1))
    const log = readFileSync(`${path}-wal`)
    const copy = temporaryFolder()
    writeFileSync(join(copy, 'user.db'), bytes)
    writeFileSync(join(copy, 'user.db-wal'), log)

    expect(openForTest(optionsFor(copy)).events[0]).toContain('could not be used')
    const aside = join(copy, setAsideIn(copy)[0] ?? 'none')
    expect(readFileSync(aside).equals(bytes)).toBe(true)
    expect(readFileSync(`${aside}-wal`).equals(log)).toBe(true)
  })

  it('that went missing comes back from its backup, and a log without it is kept away from the copy', () => {
    const folder = filledFolder()
    rmSync(join(folder, 'user.db'))
    writeFileSync(join(folder, 'user.db-wal'), 'the log of another life')
    const opened = openForTest(optionsFor(folder))
    expect(notesIn(opened)).toBe(NOTES / 2)
    expect(opened.events).toHaveLength(2)
    const logs = readdirSync(folder).filter((name) => /corrupt-\w+-wal$/.test(name))
    expect(logs.map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual(['the log of another life'])
  })

  it('is kept three times with all that belongs to it; the oldest goes first', () => {
    const folder = temporaryFolder()
    for (let day = 0; day < 5; day++) {
      writeFileSync(join(folder, 'user.db'), `ruin number ${day} `.repeat(500))
      writeFileSync(join(folder, 'user.db-wal'), 'log')
      openForTest({ ...optionsFor(folder), now: () => new Date(START + day * 86_400_000) }).close()
    }
    const kept = setAsideIn(folder).sort()
    expect(kept.map((name) => readFileSync(join(folder, name), 'utf8').slice(0, 13))).toEqual([
      'ruin number 2',
      'ruin number 3',
      'ruin number 4',
    ])
    expect(readdirSync(folder).filter((name) => name.endsWith('Z-wal'))).toHaveLength(3)
  })

  it('does not push out another one of the same instant', () => {
    const folder = temporaryFolder()
    for (const text of ['one', 'two']) {
      writeFileSync(join(folder, 'user.db'), `${text} `.repeat(500))
      openForTest(optionsFor(folder)).close()
    }
    expect(
      setAsideIn(folder)
        .map((name) => readFileSync(join(folder, name), 'utf8').slice(0, 3))
        .sort(),
    ).toEqual(['one', 'two'])
  })
})

describe('a damaged index.db', () => {
  it('starts empty even where backups lie about, for it is rebuilt', () => {
    const folder = filledFolder()
    writeFileSync(join(folder, 'user.db'), 'ruined '.repeat(1000))
    const opened = openForTest(optionsFor(folder, 'index'))
    expect(notesIn(opened)).toBe(0)
    expect(opened.events.at(-1)).toBe('user.db starts empty: it is rebuilt from the transcripts.')
    expect(setAsideIn(folder)).toHaveLength(1)
  })

  it('that was deleted leaves nothing to report', () => {
    const folder = filledFolder()
    rmSync(join(folder, 'user.db'))
    expect(openForTest(optionsFor(folder, 'index')).events).toEqual([])
  })
})
