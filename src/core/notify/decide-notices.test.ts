import { describe, expect, it } from 'vitest'
import { NOTIFICATION_CAUSES, type NotificationCause } from '../../shared/domain/notification-cause.ts'
import { decideNotices, NO_NOTICES_YET, type Notice, type NoticeMemory } from './decide-notices.ts'
import { CONDITIONS, type NoticedSession, type NoticeThresholds } from './notice-conditions.ts'

const MINUTE = 60_000
const START = Date.parse('2026-01-02T12:00:00Z')
const thresholds: NoticeThresholds = {
  nearLimitRatio: 0.85,
  criticalScore: 40,
  hysteresisPoints: 5,
  cooldownMs: 5 * MINUTE,
}

interface Given {
  readonly id?: string
  readonly state?: NoticedSession['state']
  readonly score?: number | null
  readonly ratio?: number | null
  readonly startedAt?: Date | null
}

function session({ id = 'a', state = 'working', score = 90, ratio = 0.2, startedAt = null }: Given = {}) {
  const level =
    score === null ? 'unscored' : score < 40 ? 'critical' : score < 70 ? 'warning' : ('healthy' as const)
  return { id, state, startedAt, health: { level, score }, context: { ratio } } satisfies NoticedSession
}

/** Looks one after another, a minute apart where nothing else is said. */
function watch(muted: (notice: Notice) => boolean = () => false) {
  let memory: NoticeMemory = NO_NOTICES_YET
  let now = START
  return {
    look: (sessions: readonly NoticedSession[], minutes = 1): readonly NotificationCause[] => {
      const decision = decideNotices(memory, { sessions, now: new Date(now), thresholds, isMuted: muted })
      now += minutes * MINUTE
      memory = decision.memory
      return decision.notices.map(({ cause }) => cause)
    },
    now: () => new Date(now),
  }
}

describe('what a person is told', () => {
  it('each cause, when it appears', () => {
    const { look } = watch()
    look([session()])
    expect(look([session({ score: 39 })])).toEqual(['critical'])
    expect(look([session({ score: 39, ratio: 0.9 })])).toEqual(['nearLimit'])
    expect(look([session({ score: 39, ratio: 0.9, state: 'waiting' })])).toEqual(['waiting'])
    expect(look([session({ score: 39, ratio: 0.9, state: 'stuck' })])).toEqual(['stuck'])
    expect(look([session({ score: 39, ratio: 0.9, state: 'working' })])).toEqual([])
    expect(look([session({ score: 39, ratio: 0.9, state: 'idle' })])).toEqual(['finished'])
  })

  it('one thing at a time: the most urgent cause stands for those that came with it', () => {
    const { look } = watch()
    look([session()])
    expect(look([session({ score: 20, ratio: 0.99 })])).toEqual(['critical'])
    expect(look([session({ score: 20, ratio: 0.99 })], 30)).toEqual([])
    look([session()], 30)
    expect(look([session({ score: 20, ratio: 0.99, state: 'waiting' })])).toEqual(['waiting'])
  })

  it('nothing of what was there before the first look, nor of an old session that comes into view', () => {
    const { look } = watch()
    expect(look([session({ score: 10, ratio: 0.99, state: 'waiting' })])).toEqual([])
    expect(look([session({ score: 10, ratio: 0.99, state: 'waiting' })])).toEqual([])
    expect(look([session({ id: 'old', score: 10, startedAt: new Date(START - MINUTE) })])).toEqual([])
    expect(look([session({ id: 'undated', score: 10 })])).toEqual([])
  })

  it('the first state of a session that began in view, but not that it is idle', () => {
    const { look, now } = watch()
    look([])
    expect(look([session({ state: 'waiting', startedAt: now() })])).toEqual(['waiting'])
    expect(look([session({ id: 'b', state: 'idle', startedAt: now() })])).toEqual([])
  })

  it('a turn that ended, once, and not again when the session is closed', () => {
    const { look } = watch()
    look([session()])
    expect(look([session({ state: 'idle' })])).toEqual(['finished'])
    expect(look([session({ state: 'ended' })], 10)).toEqual([])
  })

  it('nothing of an ended session’s health or context', () => {
    const { look } = watch()
    look([session()])
    expect(look([session({ state: 'ended', score: 5, ratio: 0.99 })])).toEqual(['finished'])
  })

  it('a cause that came back by less than the hysteresis is not told again', () => {
    const { look } = watch()
    look([session()])
    expect(look([session({ score: 39 })], 10)).toEqual(['critical'])
    expect(look([session({ score: 44 })], 10)).toEqual([])
    expect(look([session({ score: 38 })], 10)).toEqual([])
    expect(look([session({ score: null })], 10)).toEqual([])
    expect(look([session({ score: 38 })], 10)).toEqual([])
    expect(look([session({ score: 45 })], 10)).toEqual([])
    expect(look([session({ score: 38 })], 10)).toEqual(['critical'])
  })

  it('a wait during the cooldown is told at its end, if it still lasts', () => {
    const { look } = watch()
    look([session()])
    expect(look([session({ state: 'waiting' })])).toEqual(['waiting'])
    look([session()])
    expect(look([session({ state: 'waiting' })])).toEqual([])
    expect(look([session({ state: 'waiting' })], 3)).toEqual([])
    expect(look([session({ state: 'waiting' })])).toEqual(['waiting'])
    look([session()])
    look([session({ state: 'waiting' })])
    expect(look([session({ state: 'working' })], 10)).toEqual([])
  })

  it('nothing that is muted, and not later either', () => {
    let quiet = true
    const { look } = watch(() => quiet)
    look([session()])
    expect(look([session({ state: 'waiting' })])).toEqual([])
    quiet = false
    expect(look([session({ state: 'waiting' })], 10)).toEqual([])
  })

  it('nothing again of a session that was out of view for less than the cooldown', () => {
    const { look } = watch()
    look([session()])
    expect(look([session({ state: 'waiting' })])).toEqual(['waiting'])
    look([])
    expect(look([session({ state: 'waiting' })])).toEqual([])
  })
})

describe('for 300 random histories of 4 sessions', () => {
  const STATES = ['working', 'waiting', 'idle', 'ended', 'stuck'] as const
  const BETWEEN_MS = 20_000
  const histories = Array.from({ length: 300 }, (_unused, seed) => history(seed + 1))

  it('no session is told of one cause twice within the cooldown', () => {
    for (const { told } of histories) {
      const last = new Map<string, number>()
      for (const { key, at } of told) {
        const before = last.get(key)
        if (before !== undefined) expect(at - before).toBeGreaterThanOrEqual(thresholds.cooldownMs)
        last.set(key, at)
      }
    }
    // Otherwise nothing was proven.
    expect(histories.flatMap(({ told }) => told).length).toBeGreaterThan(1000)
  })

  it('between two notices of one cause it was gone by the whole hysteresis', () => {
    for (const { told, gone } of histories) {
      for (const [index, { key, at }] of told.entries()) {
        const before = told.slice(0, index).findLast((earlier) => earlier.key === key)
        if (before !== undefined)
          expect(gone.some((off) => off.key === key && off.at > before.at && off.at <= at)).toBe(true)
      }
    }
  })

  it('nothing is told but what is there', () => {
    for (const { told } of histories) expect(told.every(({ isThere }) => isThere)).toBe(true)
  })

  it('a history within the hysteresis tells at most once', () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const random = createRandom(seed)
      const { look } = watch()
      look([session()])
      const causes = Array.from({ length: 100 }, () =>
        look([session({ score: 36 + random(9), ratio: 0.81 + random(9) / 100 })]),
      ).flat()
      expect(causes.toSorted()).toEqual([...new Set(causes)].toSorted())
    }
  })

  it('the same history decides the same, and no memory is changed', () => {
    const decide = (memory: NoticeMemory) =>
      decideNotices(memory, {
        sessions: [session({ score: 10 })],
        now: new Date(START),
        thresholds,
        isMuted: () => false,
      })
    const { memory } = decide(NO_NOTICES_YET)
    const copy = structuredClone(memory)
    expect(decide(memory)).toEqual(decide(memory))
    expect(memory).toEqual(copy)
  })

  function history(seed: number) {
    const random = createRandom(seed)
    const told: { key: string; at: number; isThere: boolean }[] = []
    const gone: { key: string; at: number }[] = []
    let memory: NoticeMemory = NO_NOTICES_YET
    for (let look = 0; look < 120; look += 1) {
      const at = START + look * BETWEEN_MS
      const sessions = ['a', 'b', 'c', 'd']
        .filter(() => random(20) > 0)
        .map((id) =>
          session({
            id,
            state: STATES[random(STATES.length)] ?? 'working',
            score: random(12) === 0 ? null : 25 + random(40),
            ratio: random(12) === 0 ? null : (70 + random(31)) / 100,
          }),
        )
      const decision = decideNotices(memory, {
        sessions,
        now: new Date(at),
        thresholds,
        isMuted: () => false,
      })
      memory = decision.memory
      for (const one of sessions)
        for (const cause of NOTIFICATION_CAUSES)
          if (CONDITIONS[cause](one, thresholds) === 'off') gone.push({ key: `${one.id} ${cause}`, at })
      for (const { sessionId, cause } of decision.notices) {
        const one = sessions.find(({ id }) => id === sessionId)
        const isThere = one !== undefined && CONDITIONS[cause](one, thresholds) !== 'off'
        told.push({ key: `${sessionId} ${cause}`, at, isThere })
      }
    }
    return { told, gone }
  }
})

/** A small generator with a fixed seed, so that a failure can be seen again. */
function createRandom(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
