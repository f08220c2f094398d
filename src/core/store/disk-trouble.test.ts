import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { backupIfDue } from './backup.ts'
import { openDatabase, type OpenOptions } from './open-database.ts'
import { troubleOf } from './store-trouble.ts'
import { nextLine, startChild } from './testing/child-process.ts'
import { openForTest } from './testing/open-for-test.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'
import { latestVersion } from './migrate.ts'
import { userMigrations } from './user-migrations.ts'
import { openUserStore } from './user-store.ts'

const isRoot = process.getuid?.() === 0
/** The superuser may write everything, so somebody else has to try. */
const nobody = isRoot ? { uid: 65_534, gid: 65_534 } : undefined

function optionsFor(folder: string): OpenOptions {
  return {
    path: join(folder, 'user.db'),
    kind: 'user',
    migrations: userMigrations,
    mode: 'own',
    now: () => new Date(),
  }
}

/** A folder with a closed database, that belongs to the user who is to try. */
function closedFolder(): string {
  const folder = temporaryFolder()
  openForTest(optionsFor(folder)).close()
  giveAway(folder)
  return folder
}

function giveAway(folder: string): void {
  if (!nobody) return
  chownSync(folder, nobody.uid, nobody.gid)
  for (const name of readdirSync(folder)) chownSync(join(folder, name), nobody.uid, nobody.gid)
}

/** What a process without special rights says after opening `user.db` in a folder as its owner. */
async function openElsewhere(folder: string): Promise<Record<string, unknown>> {
  return JSON.parse(await nextLine(startChild('open-child.ts', [folder], nobody)))
}

/** The content of each file, short enough to be shown where it differs. */
function digestsIn(folder: string): Record<string, string> {
  const digest = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex')
  return Object.fromEntries(readdirSync(folder).map((name) => [name, digest(name)]))
}

describe.runIf(process.platform !== 'win32')('a right that is missing', () => {
  it('is there in these tests: somebody without special rights can use the folder', async () => {
    expect(await openElsewhere(closedFolder())).toEqual({ kind: 'opened', events: [], lock: 'held' })
  })

  it.each([
    ['the folder', '', 0o500],
    ['the file', 'user.db', 0o400],
    ['the file, not even readable,', 'user.db', 0o000],
  ])('on %s is told, and nothing is changed', async (_, name, mode) => {
    const folder = closedFolder()
    const before = digestsIn(folder)
    chmodSync(join(folder, name), mode)
    expect(await openElsewhere(folder)).toMatchObject({
      kind: 'refused',
      reason: 'no-permission',
      events: [],
    })
    chmodSync(join(folder, name), 0o700)
    const after = digestsIn(folder)
    for (const name of ['lock.db', 'lock.json', 'user.db-wal', 'user.db-shm']) delete after[name]
    expect(after).toEqual(before)
  })

  it('on the folder keeps the lock from being held as well', async () => {
    const folder = closedFolder()
    chmodSync(folder, 0o500)
    expect(await openElsewhere(folder)).toMatchObject({ lock: 'unavailable' })
  })
})

describe('a database that is deleted or replaced while it is open', () => {
  it('is noticed, and the next start has a whole one', () => {
    const folder = temporaryFolder()
    const opened = openForTest(optionsFor(folder))
    openUserStore(opened.database).tags.add('a', 'slow')
    expect(opened.place()).toBe('here')
    backupIfDue(opened.database, new Date())
    rmSync(opened.database.name)
    expect(opened.place()).toBe('gone')
    expect(opened.close()).toEqual(['user.db was deleted while it was open. What was written since is lost.'])

    const next = openForTest(optionsFor(folder))
    expect(next.events.join(' ')).toContain('The backup of')
    expect(openUserStore(next.database).tags.of('a')).toEqual(['slow'])
  })

  it('does not harm the one that took its place', () => {
    const folder = temporaryFolder()
    const opened = openForTest(optionsFor(folder))
    const other = temporaryFolder()
    const replacement = openForTest(optionsFor(other))
    openUserStore(replacement.database).tags.add('b', 'new')
    replacement.close()
    openUserStore(opened.database).tags.add('a', 'old')
    copyFileSync(join(other, 'user.db'), join(folder, 'incoming'))
    renameSync(join(folder, 'incoming'), opened.database.name)
    expect(opened.place()).toBe('replaced')
    expect(opened.close().join()).toMatch(/kept as .*corrupt-.*-wal/)

    // Had the log stayed, SQLite would have laid it over the new file.
    const next = openForTest(optionsFor(folder))
    expect(openUserStore(next.database).tags.of('b')).toEqual(['new'])
    expect(next.database.pragma('integrity_check', { simple: true })).toBe('ok')
  })
})

const canMount = isRoot && process.platform === 'linux' && mountWorks()

function mountWorks(): boolean {
  try {
    execFileSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** A folder on a disk of its own, as large as said. */
function smallDisk(sizeKib: number): string {
  const folder = temporaryFolder()
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeKib}k`, 'tmpfs', folder])
  onTestFinished(() => {
    execFileSync('umount', ['-l', folder])
  })
  return folder
}

function fillDisk(folder: string, leaveBytes = 0): void {
  const { bavail, bsize } = statfsSync(folder)
  writeFileSync(join(folder, 'ballast'), Buffer.alloc(bavail * bsize - leaveBytes))
}

describe.runIf(canMount)('a full disk', () => {
  it('loses nothing, still reads, and is over as soon as there is space', () => {
    const folder = smallDisk(2048)
    const opened = openForTest(optionsFor(folder))
    const store = openUserStore(opened.database)
    let kept = 0
    let refused: unknown
    try {
      for (;;) {
        store.memories.add({ sessionId: null, project: null, text: 'x'.repeat(5000), createdAt: 1 })
        kept++
      }
    } catch (error) {
      refused = error
    }
    expect(troubleOf(refused)?.kind).toBe('disk-full')
    expect(kept).toBeGreaterThan(10)
    expect(store.memories.all()).toHaveLength(kept)
    expect(backupIfDue(opened.database, new Date())).toMatchObject({ kind: 'failed' })
    expect(readdirSync(join(folder, 'backups'))).toEqual([])
    opened.close()

    execFileSync('mount', ['-o', 'remount,size=8192k', folder])
    const after = openForTest(optionsFor(folder))
    expect(after.events).toEqual([])
    expect(openUserStore(after.database).memories.all()).toHaveLength(kept)
    openUserStore(after.database).tags.add('a', 'works again')
    after.close()
  })

  it.each([0, 8, 16, 40, 100])(
    'with %i KiB left is no damage to one who opens, migrates or starts',
    (leaveKib) => {
      for (const existing of [true, false]) {
        const folder = smallDisk(1024)
        if (existing) openForTest({ ...optionsFor(folder), migrations: userMigrations }).close()
        fillDisk(folder, leaveKib * 1024)
        const next = {
          version: latestVersion(userMigrations) + 1,
          name: 'fill',
          up: (db: { exec(sql: string): unknown }) => db.exec(FILL),
        }
        const result = openDatabase({ ...optionsFor(folder), migrations: [...userMigrations, next] })
        expect(result).toMatchObject({ kind: 'refused', reason: 'disk-full', events: [] })
        rmSync(join(folder, 'ballast'))
        // Some of the migrations may have found room before.
        const told = openForTest(optionsFor(folder)).events.filter(
          (event) => !/was brought from schema/.test(event),
        )
        expect(told).toEqual([])
        expect(readdirSync(folder).filter((name) => name.includes('.corrupt-'))).toEqual([])
        expect(existsSync(join(folder, 'user.db'))).toBe(true)
      }
    },
  )

  it('keeps a damaged database from being replaced, not from being kept', () => {
    const folder = smallDisk(1024)
    const opened = openForTest(optionsFor(folder))
    backupIfDue(opened.database, new Date())
    opened.close()
    writeFileSync(join(folder, 'user.db'), 'ruined '.repeat(1000))
    fillDisk(folder)
    const result = openDatabase(optionsFor(folder))
    expect(result).toMatchObject({ kind: 'refused', reason: 'disk-full' })
    // It was set aside before the copy of the backup failed, and whoever asks is told where it is.
    expect(result.kind === 'refused' && result.events.join()).toContain('.corrupt-')
    rmSync(join(folder, 'ballast'))
    expect(openForTest(optionsFor(folder)).events.join()).toContain('The backup of')
  })
})

const FILL = `CREATE TABLE filler (x BLOB);
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
  INSERT INTO filler SELECT zeroblob(4000) FROM n`
