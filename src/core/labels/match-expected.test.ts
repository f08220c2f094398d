import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../store/testing/temporary-folder.ts'
import { UserKeeper } from '../store/user-keeper.ts'
import { LabelKeeper } from './label-keeper.ts'
import { matchExpected } from './match-expected.ts'

const NOW = Date.UTC(2026, 10, 21)
const labels = { tags: ['a'], project: null, note: null }
const expected = (id: number, folder = '/shop', provider = 'codex') => ({
  id,
  provider,
  folder,
  expectedAt: NOW,
  labels,
})
const begun = (id: string, startedAt: number | null, cwd = '/shop', provider = 'codex') => ({
  id,
  provider,
  cwd,
  startedAt,
})

describe('a session that was expected', () => {
  it('is the first of its assistant in its folder from then on', () => {
    const present = [
      begun('late', NOW + 9_000),
      begun('before', NOW - 5_000),
      begun('elsewhere', NOW + 1, '/other'),
      begun('other assistant', NOW + 1, '/shop', 'claude-code'),
      begun('no start', null),
      begun('first', NOW + 1_000),
    ]
    expect([...matchExpected([expected(1)], present)]).toEqual([[1, 'first']])
  })

  it('is each one once', () => {
    const present = [begun('two', NOW + 2), begun('one', NOW + 1)]
    expect([...matchExpected([expected(1), expected(2), expected(3)], present)]).toEqual([
      [1, 'one'],
      [2, 'two'],
    ])
  })
})

describe('labels of a session that was expected', () => {
  it('are put on it once it is there, and forgotten where it never comes', () => {
    let now = NOW
    const clock = { now: () => new Date(now), monotonicMs: () => 0 }
    const user = new UserKeeper(temporaryFolder(), clock)
    user.follow(true, { stays: true })
    const keeper = new LabelKeeper(user, clock)
    const said = { tags: ['front', 'urgent'], project: 'Shop', note: 'careful' }
    keeper.expect([{ provider: 'codex', folder: '/shop', labels: said }])
    expect(keeper.greet(() => [])).toEqual([])
    expect(keeper.greet(() => [begun('codex:1', NOW + 5)])).toEqual(['codex:1'])
    expect(keeper.all().tags.get('codex:1')).toEqual(['front', 'urgent'])
    expect(keeper.all().projects.get('codex:1')).toBe('Shop')
    expect(keeper.note('codex:1')?.text).toBe('careful')
    expect(keeper.greet(() => [begun('codex:2', NOW + 6)])).toEqual([])

    keeper.expect([{ provider: 'codex', folder: '/shop', labels: said }])
    now += 25 * 3_600_000
    expect(keeper.greet(() => [])).toEqual([])
    expect(keeper.greet(() => [begun('codex:3', now)])).toEqual([])
    user.close()
  })
})
