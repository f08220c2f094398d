import { beforeEach, describe, expect, it } from 'vitest'
import { preferencesSchema } from '../../shared/contract/desktop.ts'
import type { Session } from '../../shared/contract/index.ts'
import { NOTIFICATION_CAUSES, type NotificationCause } from '../../shared/domain/notification-cause.ts'
import { sampleSession } from '../../shared/contract/testing/sample-session.ts'
import { createSessionNotifications } from './session-notifications.ts'
import type { ShownNotice } from './show-notice.ts'

const MINUTE_MS = 60_000

let now: Date
let chosen: Record<string, unknown>
let quietUntil: Date | undefined
let inFront: boolean
let shown: ShownNotice[]
let opened: string[]
let tell: (sessions: readonly Session[]) => void

beforeEach(() => {
  now = new Date(2026, 0, 2, 12, 0)
  chosen = {}
  quietUntil = undefined
  inFront = false
  shown = []
  opened = []
  tell = createSessionNotifications({
    thresholds: () => ({
      nearLimitRatio: 0.85,
      criticalScore: 40,
      hysteresisPoints: 5,
      cooldownMs: 10 * MINUTE_MS,
    }),
    now: () => now,
    preferences: () => preferencesSchema.parse({ notifications: chosen }),
    quietUntil: () => quietUntil,
    isInFront: () => inFront,
    assistantName: (provider) => (provider === 'claude-code' ? 'An Assistant' : provider),
    show: (notice) => shown.push(notice),
    openSession: (id) => opened.push(id),
    onFailed: () => undefined,
  })
  tell([sampleSession()])
})

/** The sample session as it is when a cause is there. */
const WITH_CAUSE: Readonly<Record<NotificationCause, Session>> = {
  critical: sampleSession({ health: { score: 20, level: 'critical', parts: [] } }),
  nearLimit: sampleSession({
    context: { used: 180_000, limit: 200_000, ratio: 0.9, source: 'reported', limitSource: 'model' },
  }),
  waiting: sampleSession({ state: 'waiting' }),
  stuck: sampleSession({ state: 'stuck' }),
  finished: sampleSession({ state: 'idle' }),
}

describe('a person is told of a session', () => {
  it.each(NOTIFICATION_CAUSES)('that is %s where that is switched on, and not where it is off', (cause) => {
    chosen = { causes: { [cause]: false } }
    tell([WITH_CAUSE[cause]])
    expect(shown).toEqual([])
    chosen = { causes: { [cause]: true } }
    tell([sampleSession()])
    now = new Date(now.getTime() + 11 * MINUTE_MS)
    tell([WITH_CAUSE[cause]])
    expect(shown).toHaveLength(1)
  })

  it('once, however often it is looked at, and not again within the cooldown', () => {
    for (let look = 0; look < 20; look += 1) {
      tell([look % 2 === 0 ? WITH_CAUSE.waiting : sampleSession()])
      now = new Date(now.getTime() + MINUTE_MS / 10)
    }
    expect(shown).toHaveLength(1)
  })

  it('by folder, assistant and cause, without a word of the transcript unless that is switched on', () => {
    tell([WITH_CAUSE.waiting])
    expect(shown).toMatchObject([
      {
        title: 'session-manager · An Assistant',
        body: 'It waits for your answer.',
        isUrgent: false,
        sound: true,
      },
    ])
    chosen = { transcriptText: true, sound: false }
    tell([WITH_CAUSE.stuck])
    expect(shown[1]).toMatchObject({
      body: 'It is stuck and needs you. Parse the transcript once',
      isUrgent: true,
      sound: false,
    })
  })

  it('and led to it by a click', () => {
    tell([WITH_CAUSE.critical])
    shown[0]?.onClick()
    expect(opened).toEqual(['claude-code:one'])
  })
})

describe('a person is not told, and not later either,', () => {
  const muted: readonly (readonly [when: string, begin: () => void, end: () => void])[] = [
    ['while the dashboard is in front', () => void (inFront = true), () => void (inFront = false)],
    [
      'while quiet was asked for',
      () => void (quietUntil = new Date(now.getTime() + MINUTE_MS)),
      () => void (quietUntil = undefined),
    ],
    [
      'in quiet hours',
      () => void (chosen = { quietHours: { from: '11:00', to: '13:00' } }),
      () => void (chosen = { quietHours: null }),
    ],
  ]
  it.each(muted)('%s', (_, begin, end) => {
    begin()
    tell([WITH_CAUSE.waiting])
    end()
    tell([WITH_CAUSE.waiting])
    expect(shown).toEqual([])
    tell([WITH_CAUSE.stuck])
    expect(shown).toHaveLength(1)
  })

  it('of what was there before the first look', () => {
    tell([sampleSession(), { ...WITH_CAUSE.waiting, id: 'an-assistant:older' }])
    expect(shown).toEqual([])
  })
})
