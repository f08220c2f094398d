import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openForTest } from './testing/open-for-test.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'
import type { SessionPoint } from './user-history.ts'
import { userMigrations } from './user-migrations.ts'
import { openUserStore } from './user-store.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const START = Date.UTC(2026, 0, 1)

function newHistory() {
  const path = join(temporaryFolder(), 'user.db')
  const { database } = openForTest({ path, kind: 'user', migrations: userMigrations })
  return { history: openUserStore(database).history, database }
}

function point(at: number, tokensTotal: number | null, sessionId = 'a'): SessionPoint {
  return { sessionId, at, tokensTotal, contextUsed: 10, contextLimit: 200, healthScore: null }
}

describe('the history of a session', () => {
  it('keeps a point only where something changed', () => {
    const { history } = newHistory()
    const points = [point(START, 1), point(START + MINUTE, 1), point(START + 2 * MINUTE, 2)]
    expect(points.map((one) => history.record([one]))).toEqual([1, 0, 1])
    expect(history.of('a')).toEqual([
      { at: START, tokensTotal: 1, contextUsed: 10, contextLimit: 200, healthScore: null },
      { at: START + 2 * MINUTE, tokensTotal: 2, contextUsed: 10, contextLimit: 200, healthScore: null },
    ])
  })

  it('keeps the last state of each minute, so that a session that ends within it ends right', () => {
    const { history } = newHistory()
    history.record([point(START, 1)])
    history.record([point(START + 20_000, 2)])
    history.record([point(START + 59_999, 3)])
    history.record([point(START + MINUTE, 4)])
    expect(history.of('a').map((one) => [one.at, one.tokensTotal])).toEqual([
      [START + 59_999, 3],
      [START + MINUTE, 4],
    ])
  })

  it('tells unknown from unchanged', () => {
    const { history } = newHistory()
    history.record([point(START, 1)])
    expect(history.record([point(START + MINUTE, null)])).toBe(1)
  })

  it('does not touch the disk where nothing changed', () => {
    const { history, database } = newHistory()
    history.record([point(START, 1), point(START, 1, 'b')])
    const before = database.pragma('wal_checkpoint(PASSIVE)')
    history.record([point(START + DAY, 1), point(START + DAY, 1, 'b')])
    expect(database.pragma('wal_checkpoint(PASSIVE)')).toEqual(before)
  })

  it('can be asked for from a moment on, and is another one for each session', () => {
    const { history } = newHistory()
    history.record([point(START, 1), point(START + MINUTE, 2), point(START, 9, 'b')])
    expect(history.of('a', START + 1).map((one) => one.tokensTotal)).toEqual([2])
    expect(history.of('b').map((one) => one.tokensTotal)).toEqual([9])
  })
})

describe('thinning', () => {
  it('keeps every minute of the last week, the last of each hour for ninety days, and then the last of each day', () => {
    const { history } = newHistory()
    const now = START + 200 * DAY
    const at = (day: number, minute: number) => START + day * DAY + minute * MINUTE
    const kept = [at(10, 1439), at(11, 3), at(150, 59), at(150, 61), at(199, 0), at(199, 1)]
    const dropped = [at(10, 0), at(10, 700), at(150, 0), at(150, 30), at(150, 60)]
    const times = [...kept, ...dropped].sort((one, other) => one - other)
    history.record(times.map((time, index) => point(time, index)))
    history.record([point(at(10, 0), 1, 'b')])

    expect(history.thin(now)).toBe(dropped.length)
    expect(history.of('a').map((one) => one.at)).toEqual(kept)
    expect(history.of('b')).toHaveLength(1)
    expect(history.thin(now)).toBe(0)
  })
})
