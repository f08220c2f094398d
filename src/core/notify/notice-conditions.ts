import type { Session } from '../../shared/contract/session.ts'
import type { NotificationCause } from '../../shared/domain/notification-cause.ts'

/** What of a session decides whether somebody is told. */
export type NoticedSession = Pick<Session, 'id' | 'state' | 'startedAt'> & {
  readonly health: Pick<Session['health'], 'level' | 'score'>
  readonly context: Pick<Session['context'], 'ratio'>
}

export interface NoticeThresholds {
  /** Share of the context limit from which a session is near it, 0 to 1. */
  readonly nearLimitRatio: number
  /** A health score below is critical, 0 to 100. */
  readonly criticalScore: number
  /** How far a value must come back before the next crossing counts: points of 100, for both. */
  readonly hysteresisPoints: number
  /** At least this long between two notices of one session for one cause. */
  readonly cooldownMs: number
}

/** `on` and `off` are certain; between them, and where nothing is known, the last certain answer holds. */
export type Condition = 'on' | 'off' | 'holds'

type Test = (session: NoticedSession, thresholds: NoticeThresholds) => Condition

/** When each cause is there. An ended session has nothing left to save. */
export const CONDITIONS: Readonly<Record<NotificationCause, Test>> = {
  critical({ state, health }, { criticalScore, hysteresisPoints }) {
    if (state === 'ended') return 'off'
    if (health.level === 'critical') return 'on'
    return health.score !== null && health.score >= criticalScore + hysteresisPoints ? 'off' : 'holds'
  },
  nearLimit({ state, context }, { nearLimitRatio, hysteresisPoints }) {
    if (state === 'ended') return 'off'
    if (context.ratio === null) return 'holds'
    if (context.ratio >= nearLimitRatio) return 'on'
    return context.ratio < nearLimitRatio - hysteresisPoints / 100 ? 'off' : 'holds'
  },
  waiting: ({ state }) => (state === 'waiting' ? 'on' : 'off'),
  stuck: ({ state }) => (state === 'stuck' ? 'on' : 'off'),
  finished({ state }) {
    if (state === 'stuck') return 'holds'
    return state === 'idle' || state === 'ended' ? 'on' : 'off'
  },
}
