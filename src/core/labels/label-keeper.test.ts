import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../store/testing/temporary-folder.ts'
import { UserKeeper } from '../store/user-keeper.ts'
import { autoTags } from './auto-tags.ts'
import { LabelKeeper } from './label-keeper.ts'

const clock = { now: () => new Date(Date.UTC(2026, 10, 21)), monotonicMs: () => 0 }

function keepers() {
  const folder = temporaryFolder()
  const user = new UserKeeper(folder, clock)
  user.follow(true, { stays: true })
  return { folder, user, labels: new LabelKeeper(user, clock) }
}

describe('labels', () => {
  it('go to a session that goes on from a labelled one, once', () => {
    const { labels } = keepers()
    const heirs = () => [{ id: 'codex:heir', forkedFrom: 'codex:first' }]
    expect(labels.inherit(heirs)).toEqual([])
    labels.tag('codex:first', ['urgent'])
    labels.setProject('codex:first', 'Billing')
    labels.setNote('codex:first', 'stays where it was written')
    expect(labels.inherit(heirs)).toEqual(['codex:heir'])
    expect(labels.all().tags.get('codex:heir')).toEqual(['urgent'])
    expect(labels.all().projects.get('codex:heir')).toBe('Billing')
    expect(labels.note('codex:heir')).toBeUndefined()
    labels.untag('codex:heir', ['urgent'])
    expect(labels.inherit(heirs)).toEqual([])
    expect(labels.all().tags.get('codex:heir')).toBeUndefined()
  })

  it('leave a name alone that the heir has already', () => {
    const { labels } = keepers()
    labels.setProject('codex:first', 'Billing')
    labels.setProject('codex:heir', 'Payments')
    labels.inherit(() => [{ id: 'codex:heir', forkedFrom: 'codex:first' }])
    expect(labels.all().projects.get('codex:heir')).toBe('Payments')
  })

  it('of another process are told once, and those of the same never', () => {
    const { folder, labels } = keepers()
    expect(labels.changedElsewhere()).toEqual([])
    labels.tag('codex:one', ['own'])
    expect(labels.changedElsewhere()).toEqual([])
    const guest = new LabelKeeper(new UserKeeper(folder, clock), clock)
    expect(guest.tag('codex:two', ['foreign'])).toEqual({ kind: 'written', value: ['foreign'] })
    expect(labels.changedElsewhere()).toContain('codex:two')
    expect(labels.changedElsewhere()).toEqual([])
  })

  it('are refused with a reason where there is nothing to write to yet', () => {
    const guest = new LabelKeeper(new UserKeeper(temporaryFolder(), clock), clock)
    expect(guest.tag('codex:one', ['a'])).toMatchObject({ kind: 'refused' })
    expect(guest.all().tags.size).toBe(0)
  })
})

describe('a rule for tags', () => {
  const session = { provider: 'codex', cwd: '/projects/shop/app', gitBranch: 'fix/tax' }
  it.each([
    [{ tag: 'a', path: '/projects/shop/**' }, true],
    [{ tag: 'a', path: '/projects/shop' }, false],
    [{ tag: 'a', branch: 'fix/*' }, true],
    [{ tag: 'a', branch: 'fix/*', provider: 'amp' }, false],
    [{ tag: 'a', branch: 'fix/*', provider: 'codex', path: '**/app' }, true],
  ])('%j', (rule, holds) => {
    expect(autoTags(session, [rule])).toEqual(holds ? ['a'] : [])
  })

  it('that asks for a folder is not met by a session without one', () => {
    expect(autoTags({ ...session, cwd: null }, [{ tag: 'a', path: '**' }])).toEqual([])
  })
})
