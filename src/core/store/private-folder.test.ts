import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { networkFileSystem } from './network-mount.ts'
import { ensurePrivateFile, writePrivateFile } from './private-file.ts'
import { preparePrivateFolder } from './private-folder.ts'
import { openForTest } from './testing/open-for-test.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'
import { userMigrations } from './user-migrations.ts'
import { openUserStore } from './user-store.ts'
import { acquireWriterLock } from './writer-lock.ts'
import { backupIfDue } from './backup.ts'

const posix = process.platform !== 'win32'
const local = { home: '/home/nobody-here', platform: process.platform, mountTable: '' }

function modeOf(path: string): string {
  return (statSync(path).mode & 0o7777).toString(8)
}

function withUmask(mask: number): void {
  const before = process.umask(mask)
  onTestFinished(() => {
    process.umask(before)
  })
}

describe.runIf(posix)('our folder', () => {
  it.each([0o000, 0o022, 0o077])('is private, with all that we put in it, under umask %o', (mask) => {
    const folder = join(temporaryFolder(), 'not', 'there', 'yet')
    withUmask(mask)
    expect(preparePrivateFolder({ ...local, folder })).toEqual({
      kind: 'ready',
      events: [],
      unenforced: undefined,
    })
    const lock = acquireWriterLock(folder, { pid: process.pid, kind: 'cli', startedAt: 1 })
    const user = openForTest({ path: join(folder, 'user.db'), kind: 'user', migrations: userMigrations })
    openUserStore(user.database).tags.add('a', 'slow')
    const backup = backupIfDue(user.database, new Date())
    assert(lock.kind === 'held' && backup.kind === 'made')

    const files = ['lock.db', 'lock.json', 'user.db', 'user.db-wal', 'user.db-shm'].map((name) =>
      join(folder, name),
    )
    expect([...files, backup.backup.path].map(modeOf)).toEqual(Array(6).fill('600'))
    expect([folder, join(folder, '..'), join(folder, 'backups')].map(modeOf)).toEqual(['700', '700', '700'])
    user.close()
    expect(modeOf(join(folder, 'user.db.clean'))).toBe('600')
    lock.release()
  })

  it('is tightened where it is loose, and says so once', () => {
    const folder = join(temporaryFolder(), 'data')
    mkdirSync(join(folder, 'backups'), { recursive: true })
    writeFileSync(join(folder, 'user.db'), '')
    writeFileSync(join(folder, 'backups', 'old'), '')
    for (const name of ['', 'backups']) chmodSync(join(folder, name), 0o755)
    for (const name of ['user.db', 'backups/old']) chmodSync(join(folder, name), 0o644)

    const first = preparePrivateFolder({ ...local, folder })
    expect(first.kind === 'ready' && first.events).toHaveLength(1)
    expect(first.kind === 'ready' && first.events[0]).toContain(`${folder}/user.db (644)`)
    expect(['', 'backups', 'user.db', 'backups/old'].map((name) => modeOf(join(folder, name)))).toEqual([
      '700',
      '700',
      '600',
      '600',
    ])
    expect(preparePrivateFolder({ ...local, folder })).toEqual({
      kind: 'ready',
      events: [],
      unenforced: undefined,
    })
  })

  it('leaves alone what a link in it points to', () => {
    const outside = temporaryFolder()
    const folder = join(temporaryFolder(), 'data')
    mkdirSync(folder, { mode: 0o700 })
    writeFileSync(join(outside, 'file'), '')
    chmodSync(join(outside, 'file'), 0o644)
    symlinkSync(join(outside, 'file'), join(folder, 'link'))
    symlinkSync(outside, join(folder, 'backups'))
    preparePrivateFolder({ ...local, folder })
    expect(modeOf(join(outside, 'file'))).toBe('644')
  })

  it('is never the root, the home folder or a folder that all users share', () => {
    const home = temporaryFolder()
    const shared = temporaryFolder()
    chmodSync(home, 0o755)
    chmodSync(shared, 0o1777)
    for (const folder of ['/', home, `${home}/x/..`, shared]) {
      expect(preparePrivateFolder({ ...local, home, folder }).kind).toBe('refused')
    }
    expect([modeOf(home), modeOf(shared)]).toEqual(['755', '1777'])
  })

  it('is refused where a file is in the way', () => {
    const folder = join(temporaryFolder(), 'data')
    writeFileSync(folder, 'mine')
    for (const path of [folder, join(folder, 'deeper')]) {
      expect(preparePrivateFolder({ ...local, folder: path })).toMatchObject({ kind: 'refused' })
    }
    expect(readFileSync(folder, 'utf8')).toBe('mine')
  })
})

describe('on Windows', () => {
  it('modes are left alone, and the reason is given', () => {
    const folder = join(temporaryFolder(), 'data')
    const result = preparePrivateFolder({ ...local, folder, platform: 'win32' })
    expect(result).toMatchObject({
      kind: 'ready',
      events: [],
      unenforced: expect.stringContaining('access list'),
    })
    expect(existsSync(folder)).toBe(true)
  })
})

describe('a network file system', () => {
  const folder = () => temporaryFolder()

  it.each(['nfs4', 'nfs', 'cifs', '9p', 'fuse.sshfs'])('of type %s is warned of', (type) => {
    const path = folder()
    const result = preparePrivateFolder({
      ...local,
      folder: path,
      platform: 'linux',
      mountTable: `/dev/sda1 / ext4 rw 0 0\nserver:/home ${path} ${type} rw 0 0\n`,
    })
    expect(result.kind === 'ready' && result.events.join()).toContain(`network file system (${type})`)
  })

  it('counts only where it holds the folder: the longest mount point decides, and of equal ones the last', () => {
    const path = folder()
    const mounts = (...lines: string[]) => networkFileSystem(path, lines.join('\n'))
    expect(mounts('server:/ / nfs4 rw 0 0', `/dev/sda1 ${path} ext4 rw 0 0`)).toBeUndefined()
    expect(mounts(`server:/ ${path}-2 nfs4 rw 0 0`, '/dev/sda1 / ext4 rw 0 0')).toBeUndefined()
    expect(mounts(`/dev/sda1 ${path} ext4 rw 0 0`, `server:/ ${path} nfs4 rw 0 0`)).toBe('nfs4')
    expect(mounts('server:/ / nfs4 rw 0 0')).toBe('nfs4')
  })

  it('is found where its mount point has a blank in its name', () => {
    const path = join(folder(), 'my data')
    mkdirSync(path)
    expect(networkFileSystem(path, `server:/ ${path.replace(' ', '\\040')} 9p rw 0 0`)).toBe('9p')
  })
})

describe.runIf(posix)('a private file', () => {
  it('is made once and kept after', () => {
    withUmask(0)
    const path = join(temporaryFolder(), 'file')
    ensurePrivateFile(path)
    expect(modeOf(path)).toBe('600')
    writeFileSync(path, 'kept')
    ensurePrivateFile(path)
    expect(readFileSync(path, 'utf8')).toBe('kept')
  })

  it('is replaced whole, also where a killed writer left a half one', () => {
    withUmask(0)
    const path = join(temporaryFolder(), 'file')
    writeFileSync(`${path}.tmp`, 'half')
    writePrivateFile(path, 'one')
    writePrivateFile(path, 'two')
    expect(readFileSync(path, 'utf8')).toBe('two')
    expect(modeOf(path)).toBe('600')
    expect(existsSync(`${path}.tmp`)).toBe(false)
  })
})
