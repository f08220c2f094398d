import type { Session } from '../../shared/contract/session.ts'
import { sortByUrgency, type Urgency, urgencyOf } from '../../shared/domain/urgency.ts'

/** Shapes of the tray's picture. `none`: no session is alive. */
export const TRAY_SHAPES = ['stuck', 'waiting', 'critical', 'warning', 'working', 'idle', 'none'] as const
export type TrayShape = (typeof TRAY_SHAPES)[number]

/** More are drawn as `9+`. */
export const LARGEST_DRAWN_NUMBER = 9

/** Why the tray shows what was, not what is. */
export type TrayPause = 'starting' | 'paused' | 'lost' | undefined

export interface TraySummary {
  readonly shape: TrayShape
  /** Sessions that wait for an answer; 0 draws no number. */
  readonly waiting: number
  readonly dimmed: boolean
  /** One line. */
  readonly tooltip: string
  /** Live sessions, the most urgent first. */
  readonly sessions: readonly Session[]
}

/** In this order they are counted for the reader: trouble before questions, questions before work. */
const COUNTED: readonly Urgency[] = ['critical', 'stuck', 'waiting', 'warning', 'working', 'idle']

const STALE_WORDS = {
  starting: 'as of last time',
  paused: 'paused',
  lost: 'no connection to the sessions',
} as const

/** What one glance at the tray says of all sessions. */
export function summarize(sessions: Iterable<Session>, pause: TrayPause): TraySummary {
  const live = sortByUrgency([...sessions].filter(({ state }) => state !== 'ended'))
  const urgencies = live.map(urgencyOf)
  const [first = 'none'] = urgencies
  const counts = COUNTED.map((urgency) => ({ urgency, count: urgencies.filter((u) => u === urgency).length }))
    .filter(({ count }) => count > 0)
    .map(({ urgency, count }) => `${count} ${urgency}`)
  const line = counts.length > 0 ? counts.join(' · ') : 'No live sessions'
  return {
    shape: first === 'ended' ? 'none' : first,
    waiting: live.filter(({ state }) => state === 'waiting').length,
    dimmed: pause !== undefined,
    tooltip: pause === undefined ? line : `${line} (${STALE_WORDS[pause]})`,
    sessions: live,
  }
}
