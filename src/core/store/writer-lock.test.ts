import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nextLine, startChild } from './testing/child-process.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'
import { acquireWriterLock, type WriterLockOwner } from './writer-lock.ts'

const me: WriterLockOwner = { pid: process.pid, kind: 'desktop', startedAt: 123 }

describe('the writer lock', () => {
  it('is held by one of twenty that start at once, and all others learn who', async () => {
    const folder = temporaryFolder()
    const children = Array.from({ length: 20 }, () => startChild('lock-child.ts', [folder]))
    await Promise.all(children.map(nextLine))
    const answers = children.map(nextLine)
    for (const child of children) child.process.stdin?.write('go\n')
    const results = (await Promise.all(answers)).map((line) => JSON.parse(line))

    const winners = children.filter((_, index) => results[index].kind === 'held')
    expect(winners).toHaveLength(1)
    expect(results.filter((result) => result.kind === 'taken')).toHaveLength(19)
    // Those who asked before the winner had said who it is know no name; nobody knows a wrong one.
    const named = results.filter((result) => result.kind === 'taken' && result.owner)
    for (const { owner } of named)
      expect(owner).toEqual({ pid: winners[0]?.process.pid, kind: 'cli', startedAt: 1_000 })
    const late = acquireWriterLock(folder, me)
    expect(late).toMatchObject({ kind: 'taken', owner: { pid: winners[0]?.process.pid } })

    for (const child of children) child.process.stdin?.end()
    await Promise.all(children.map((child) => child.ended))
    expect(acquireWriterLock(folder, me).kind).toBe('held')
  })

  it('is free as soon as its holder is killed, whatever that one left behind', async () => {
    const folder = temporaryFolder()
    const child = startChild('lock-child.ts', [folder])
    await nextLine(child)
    child.process.stdin?.write('go\n')
    expect(JSON.parse(await nextLine(child)).kind).toBe('held')
    child.process.kill('SIGKILL')
    expect((await child.ended).signal).toBe('SIGKILL')
    expect(existsSync(join(folder, 'lock.json'))).toBe(true)

    const lock = acquireWriterLock(folder, me)
    expect(lock.kind).toBe('held')
    expect(JSON.parse(readFileSync(join(folder, 'lock.json'), 'utf8'))).toEqual(me)
  })

  it('is free again once released, and leaves nothing but its empty file', () => {
    const folder = temporaryFolder()
    const lock = acquireWriterLock(folder, me)
    expect(acquireWriterLock(folder, me)).toEqual({ kind: 'taken', owner: me })
    if (lock.kind === 'held') {
      lock.release()
      lock.release()
    }
    expect(readdirSync(folder)).toEqual(['lock.db'])
    expect(readFileSync(join(folder, 'lock.db'))).toHaveLength(0)
    expect(acquireWriterLock(folder, me).kind).toBe('held')
  })

  it.each([
    ['nonsense', 'not JSON'],
    ['of another shape', '{"pid":"one"}'],
    ['of a process that is gone', JSON.stringify({ pid: 2 ** 30, kind: 'cli', startedAt: 1 })],
  ])('does not believe a word that is %s', (_, text) => {
    const folder = temporaryFolder()
    const lock = acquireWriterLock(folder, me)
    writeFileSync(join(folder, 'lock.json'), text)
    expect(acquireWriterLock(folder, me)).toEqual({ kind: 'taken', owner: undefined })
    expect(lock.kind).toBe('held')
  })

  it('says why nobody can hold it', () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'lock.db'))
    expect(acquireWriterLock(folder, me)).toMatchObject({
      kind: 'unavailable',
      sentence: expect.stringContaining(folder),
    })
    expect(acquireWriterLock(join(folder, 'not there'), me).kind).toBe('unavailable')
  })

  it('is not given out where its file holds something else, for two could take it then', () => {
    const folder = temporaryFolder()
    writeFileSync(
      join(folder, 'lock.db'),
      'a text file of more than a few bytes, and no database at all'.repeat(40),
    )
    expect(acquireWriterLock(folder, me)).toMatchObject({ kind: 'unavailable', reason: 'damaged' })
  })
})
