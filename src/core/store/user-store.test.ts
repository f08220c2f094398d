import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openForTest } from './testing/open-for-test.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'
import { userMigrations } from './user-migrations.ts'
import { openUserStore } from './user-store.ts'

function newStore() {
  const path = join(temporaryFolder(), 'user.db')
  return openUserStore(openForTest({ path, kind: 'user', migrations: userMigrations }).database)
}

describe('tags', () => {
  it('are kept once each, in order, and counted', () => {
    const { tags } = newStore()
    expect([
      tags.add('a', 'slow'),
      tags.add('a', 'auth'),
      tags.add('a', 'slow'),
      tags.add('b', 'slow'),
    ]).toEqual([true, true, false, true])
    expect(tags.of('a')).toEqual(['auth', 'slow'])
    expect(tags.bySession()).toEqual(
      new Map([
        ['a', ['auth', 'slow']],
        ['b', ['slow']],
      ]),
    )
    expect(tags.counts()).toEqual([
      { tag: 'auth', sessions: 1 },
      { tag: 'slow', sessions: 2 },
    ])
  })

  it('say whether there was one to remove', () => {
    const { tags } = newStore()
    tags.add('a', 'slow')
    expect([tags.remove('a', 'slow'), tags.remove('a', 'slow')]).toEqual([true, false])
    expect(tags.of('a')).toEqual([])
  })
})

describe('notes and project names', () => {
  it('are replaced, not added to', () => {
    const { notes, projects } = newStore()
    notes.set('a', { text: 'first', updatedAt: 1 })
    notes.set('a', { text: 'second', updatedAt: 2 })
    projects.set('a', 'shop')
    projects.set('a', 'web shop')
    expect(notes.of('a')).toEqual({ text: 'second', updatedAt: 2 })
    expect(projects.of('a')).toBe('web shop')
    expect(projects.bySession()).toEqual(new Map([['a', 'web shop']]))
  })

  it('are undefined once removed', () => {
    const { notes, projects } = newStore()
    notes.set('a', { text: 'x', updatedAt: 1 })
    projects.set('a', 'shop')
    expect([notes.remove('a'), notes.remove('a'), projects.remove('a'), projects.remove('a')]).toEqual([
      true,
      false,
      true,
      false,
    ])
    expect(notes.of('a')).toBeUndefined()
    expect(projects.of('a')).toBeUndefined()
  })
})

describe('memories', () => {
  it('are listed newest first, by session and by project', () => {
    const { memories } = newStore()
    const one = memories.add({ sessionId: 'a', project: 'shop', text: 'one', createdAt: 5 })
    const two = memories.add({ sessionId: null, project: 'shop', text: 'two', createdAt: 4 })
    expect(one).toEqual({ id: 1, sessionId: 'a', project: 'shop', text: 'one', createdAt: 5 })
    expect(memories.all()).toEqual([two, one])
    expect(memories.ofProject('shop')).toEqual([two, one])
    expect(memories.ofSession('a')).toEqual([one])
    expect(memories.find(two.id)).toEqual(two)
  })

  it('never take the id of one that was removed', () => {
    const { memories } = newStore()
    const { id } = memories.add({ sessionId: null, project: null, text: 'x', createdAt: 1 })
    expect([memories.remove(id), memories.remove(id)]).toEqual([true, false])
    expect(memories.add({ sessionId: null, project: null, text: 'y', createdAt: 1 }).id).toBeGreaterThan(id)
    expect(memories.find(id)).toBeUndefined()
  })
})

describe('settings', () => {
  it('keep any JSON value, null and false too, and tell them from one that was never set', () => {
    const { settings } = newStore()
    settings.set('quiet', { from: '22:00', days: [1, 2] })
    settings.set('sound', false)
    settings.set('theme', null)
    expect(settings.get('quiet')).toEqual({ from: '22:00', days: [1, 2] })
    expect(settings.get('sound')).toBe(false)
    expect(settings.get('theme')).toBeNull()
    expect(settings.get('other')).toBeUndefined()
    expect([...settings.all().keys()]).toEqual(['quiet', 'sound', 'theme'])
    expect(settings.remove('sound')).toBe(true)
    expect(settings.get('sound')).toBeUndefined()
  })
})

describe('retired sessions', () => {
  it('keep their last summary until the transcript is back', () => {
    const { retired } = newStore()
    retired.put([
      { sessionId: 'b', retiredAt: 7, summary: { total: 1 } },
      { sessionId: 'a', retiredAt: 7, summary: { total: 2 } },
    ])
    retired.put([{ sessionId: 'b', retiredAt: 9, summary: { total: 3 } }])
    expect(retired.find('b')).toEqual({ sessionId: 'b', retiredAt: 9, summary: { total: 3 } })
    expect(retired.all().map((session) => session.sessionId)).toEqual(['a', 'b'])
    expect([retired.remove('b'), retired.remove('b')]).toEqual([true, false])
    expect(retired.find('b')).toBeUndefined()
  })
})

describe('a transaction', () => {
  it('takes everything back when one write fails', () => {
    const store = newStore()
    expect(() =>
      store.transaction(() => {
        store.tags.add('a', 'slow')
        throw new Error('no')
      }),
    ).toThrow('no')
    expect(store.tags.of('a')).toEqual([])
  })
})

describe('a reader', () => {
  it('sees what the owner wrote, and cannot write', () => {
    const path = join(temporaryFolder(), 'user.db')
    openUserStore(openForTest({ path, kind: 'user', migrations: userMigrations }).database).tags.add(
      'a',
      'slow',
    )
    const reading = openForTest({ path, kind: 'user', migrations: userMigrations, mode: 'read' })
    const reader = openUserStore(reading.database)
    expect(reader.tags.of('a')).toEqual(['slow'])
    expect(() => reader.tags.add('a', 'more')).toThrow(/readonly/)
  })
})
