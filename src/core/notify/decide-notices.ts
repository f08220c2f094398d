import { NOTIFICATION_CAUSES, type NotificationCause } from '../../shared/domain/notification-cause.ts'
import { CONDITIONS, type NoticedSession, type NoticeThresholds } from './notice-conditions.ts'

/** One thing to tell a person. */
export interface Notice {
  readonly sessionId: string
  readonly cause: NotificationCause
}

interface CauseMemory {
  readonly on: boolean
  /** False from the moment the cause appeared until it was told, or was not to be told. */
  readonly settled: boolean
  readonly toldAt: Date | null
}

interface SessionMemory {
  readonly seenAt: Date
  readonly causes: Readonly<Record<NotificationCause, CauseMemory>>
}

/** What was seen and told so far. Opaque to hosts: each decision gives the next one. */
export interface NoticeMemory {
  /** Moment of the first look; `null` before it. */
  readonly since: Date | null
  readonly sessions: ReadonlyMap<string, SessionMemory>
}

export const NO_NOTICES_YET: NoticeMemory = { since: null, sessions: new Map() }

export interface NoticeQuestion {
  readonly sessions: Iterable<NoticedSession>
  readonly now: Date
  readonly thresholds: NoticeThresholds
  /** True where nobody is to be told, now or later: switched off, quiet hours, the session is being looked at. */
  readonly isMuted: (notice: Notice) => boolean
}

export interface NoticeDecision {
  readonly memory: NoticeMemory
  readonly notices: readonly Notice[]
}

/**
 * Decides what to tell after a look at the sessions. A cause is told once when it appears, and again only after it was
 * gone by the whole hysteresis and the cooldown is over; what appears during the cooldown is told at its end, if it is
 * still there. Of several that appear in one look at a session the most urgent is told, and stands for them. What is
 * there at the first look is known already; so is what an older session shows when it comes into
 * view. Pure: the same memory and question give the same decision.
 */
export function decideNotices(memory: NoticeMemory, question: NoticeQuestion): NoticeDecision {
  const { now, thresholds } = question
  const since = memory.since ?? now
  const sessions = new Map(remembered(memory, now, thresholds.cooldownMs))
  const notices: Notice[] = []
  for (const session of question.sessions) {
    const known = memory.sessions.get(session.id)
    const begunInView = memory.since !== null && (session.startedAt?.getTime() ?? 0) >= since.getTime()
    const before = known?.causes ?? firstSight(session, thresholds, begunInView)
    const causes = { ...before }
    let isTold = false
    for (const cause of NOTIFICATION_CAUSES) {
      const after = next(before[cause], CONDITIONS[cause](session, thresholds))
      const notice = { sessionId: session.id, cause }
      const outcome: Outcome = isTold ? 'known' : outcomeOf(after, question, notice)
      if (outcome === 'tell') notices.push(notice)
      isTold ||= outcome === 'tell'
      causes[cause] = settled(after, outcome, now)
    }
    sessions.set(session.id, { seenAt: now, causes })
  }
  return { memory: { since, sessions }, notices }
}

/** Sessions out of view are remembered while a notice of theirs could come too soon after the last one. */
function* remembered(
  memory: NoticeMemory,
  now: Date,
  cooldownMs: number,
): Iterable<readonly [string, SessionMemory]> {
  for (const entry of memory.sessions) {
    if (now.getTime() - entry[1].seenAt.getTime() < cooldownMs) yield entry
  }
}

/** A session that began in view is told of from its first state on, but a new one has nothing to finish. */
function firstSight(
  session: NoticedSession,
  thresholds: NoticeThresholds,
  begunInView: boolean,
): SessionMemory['causes'] {
  const at = (cause: NotificationCause): CauseMemory => {
    const isKnown = !begunInView || cause === 'finished'
    return {
      on: isKnown && CONDITIONS[cause](session, thresholds) === 'on',
      settled: true,
      toldAt: null,
    }
  }
  return {
    critical: at('critical'),
    nearLimit: at('nearLimit'),
    waiting: at('waiting'),
    stuck: at('stuck'),
    finished: at('finished'),
  }
}

function next(before: CauseMemory, condition: 'on' | 'off' | 'holds'): CauseMemory {
  if (condition === 'holds' || (condition === 'on') === before.on) return before
  return { ...before, on: condition === 'on', settled: condition === 'off' }
}

/** `wait`: the cooldown is not over. `known`: nobody is to be told any more. */
type Outcome = 'tell' | 'wait' | 'known'

function outcomeOf(after: CauseMemory, question: NoticeQuestion, notice: Notice): Outcome {
  if (after.settled || question.isMuted(notice)) return 'known'
  const { now, thresholds } = question
  const isCooling = after.toldAt !== null && now.getTime() - after.toldAt.getTime() < thresholds.cooldownMs
  return isCooling ? 'wait' : 'tell'
}

function settled(after: CauseMemory, outcome: Outcome, now: Date): CauseMemory {
  if (after.settled || outcome === 'wait') return after
  return { ...after, settled: true, toldAt: outcome === 'tell' ? now : after.toldAt }
}
