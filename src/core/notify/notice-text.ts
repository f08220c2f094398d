import type { Session } from '../../shared/contract/session.ts'
import type { NotificationCause } from '../../shared/domain/notification-cause.ts'
import { percent } from '../../shared/domain/format.ts'
import { plainText } from '../../shared/domain/plain-text.ts'

/** Notification centres cut longer lines themselves, each at another place. */
const MAX_CHARACTERS = 120

export interface NoticeText {
  readonly title: string
  readonly body: string
}

/** What of a session a notification may say. */
export type ToldSession = Pick<Session, 'project' | 'title' | 'question' | 'state'> & {
  readonly health: Pick<Session['health'], 'score'>
  readonly context: Pick<Session['context'], 'ratio'>
}

export interface NoticeTextQuestion {
  readonly session: ToldSession
  readonly cause: NotificationCause
  /** Name of its assistant, for people. */
  readonly assistant: string
  /** Whether words of the transcript may appear on a screen that others can see. */
  readonly withTranscriptText: boolean
}

const SENTENCES: Readonly<Record<NotificationCause, (session: ToldSession) => string>> = {
  critical: ({ health }) =>
    health.score === null ? 'Its health is critical.' : `Its health is critical: ${health.score} of 100.`,
  nearLimit: ({ context }) =>
    context.ratio === null ? 'Its context is nearly full.' : `Its context is ${percent(context.ratio)} full.`,
  waiting: () => 'It waits for your answer.',
  stuck: () => 'It is stuck and needs you.',
  finished: ({ state }) => (state === 'ended' ? 'It has ended.' : 'It has finished its turn.'),
}

/** What a notification says: the folder, the assistant and the cause; words of the transcript only where asked for. */
export function noticeText({
  session,
  cause,
  assistant,
  withTranscriptText,
}: NoticeTextQuestion): NoticeText {
  const place = oneLine(session.project ?? '')
  const title = place === '' ? assistant : `${place} · ${assistant}`
  const sentence = SENTENCES[cause](session)
  // What it waits for says more than what it was begun for.
  const told = (cause === 'waiting' ? session.question : null) ?? session.title ?? ''
  const words = withTranscriptText ? oneLine(told) : ''
  return { title, body: words === '' ? sentence : `${sentence} ${words}` }
}

function oneLine(text: string): string {
  const line = plainText(text.slice(0, 4 * MAX_CHARACTERS))
  return line.length > MAX_CHARACTERS ? `${line.slice(0, MAX_CHARACTERS)}…` : line
}
