import {
  decideNotices,
  NO_NOTICES_YET,
  type Notice,
  type NoticeMemory,
} from '../../core/notify/decide-notices.ts'
import type { NoticeThresholds } from '../../core/notify/notice-conditions.ts'
import { noticeText } from '../../core/notify/notice-text.ts'
import { isQuietHour } from '../../core/notify/quiet-hours.ts'
import type { Preferences } from '../../shared/contract/desktop.ts'
import type { Session } from '../../shared/contract/index.ts'
import type { ShowNotice } from './show-notice.ts'

export interface SessionNotificationParts {
  readonly thresholds: () => NoticeThresholds
  readonly now: () => Date
  readonly preferences: () => Preferences
  /** Nothing is told before this moment: the person asked for quiet. */
  readonly quietUntil: () => Date | undefined
  /** Whether the dashboard is in front: who sees it needs no notification. */
  readonly isInFront: () => boolean
  /** Name of an assistant for people, by its id. */
  readonly assistantName: (provider: string) => string
  readonly show: ShowNotice
  readonly openSession: (id: string) => void
  readonly onFailed: (cause: unknown) => void
}

/** Tells a person of sessions. The returned function takes all of them after each look. */
export function createSessionNotifications(
  parts: SessionNotificationParts,
): (sessions: readonly Session[]) => void {
  let memory: NoticeMemory = NO_NOTICES_YET
  return (sessions) => {
    const now = parts.now()
    const isQuiet = isQuietNow(parts, now)
    const { causes } = parts.preferences().notifications
    const decision = decideNotices(memory, {
      sessions,
      now,
      thresholds: parts.thresholds(),
      isMuted: ({ cause }) => isQuiet || !causes[cause],
    })
    memory = decision.memory
    for (const notice of decision.notices) {
      const session = sessions.find(({ id }) => id === notice.sessionId)
      if (session !== undefined) tell(parts, session, notice)
    }
  }
}

function isQuietNow({ preferences, quietUntil, isInFront }: SessionNotificationParts, now: Date): boolean {
  const { quietHours } = preferences().notifications
  const until = quietUntil()
  const isAskedFor = until !== undefined && now < until
  return isInFront() || isAskedFor || (quietHours !== null && isQuietHour(quietHours, now))
}

function tell(parts: SessionNotificationParts, session: Session, { cause }: Notice): void {
  const { sound, transcriptText } = parts.preferences().notifications
  const assistant = parts.assistantName(session.provider)
  parts.show({
    ...noticeText({ session, cause, assistant, withTranscriptText: transcriptText }),
    isUrgent: cause === 'critical' || cause === 'stuck',
    sound,
    onClick: () => parts.openSession(session.id),
    onFailed: parts.onFailed,
  })
}
