import type { Recommendation } from '../../shared/contract/session.ts'
import { compactDuration, percent } from '../../shared/domain/format.ts'
import { plainText } from '../../shared/domain/plain-text.ts'
import type { RecommendationThresholds } from '../settings/settings.ts'
import { listed } from './phrases.ts'

/** What recommendations are made from; `null` stands for what is not known. */
export interface RecommendationInputs {
  /** A process runs it. */
  readonly live: boolean
  /** Share of the context limit that is used, 0 to 1. */
  readonly contextRatio: number | null
  /** From the first to the last activity. */
  readonly durationMs: number | null
  /** Since the last activity. */
  readonly idleMs: number | null
  /** Other live sessions on the same code base; see `sessionsSharingCodeBase`. */
  readonly neighbours: readonly Neighbour[]
}

export interface Neighbour {
  readonly id: string
  /** What a person calls it: its title, else a short id. */
  readonly name: string
}

/** Above this share of the limit, a context may be compacted or cut with the next answer. */
const NEARLY_FULL_RATIO = 0.95

/** A session that ended longer ago is history: nothing is to be done about it. */
const HISTORY_AFTER_MS = 24 * 3_600_000

/** How many neighbours a sentence names; it counts the others. */
const NAMED_NEIGHBOURS = 3

/** A title is often a whole prompt; this much tells which one it is. In characters. */
const LONGEST_NAME = 40

/** Says what a person should do about a session, the most urgent first. */
export function recommend(
  session: RecommendationInputs,
  thresholds: RecommendationThresholds,
): Recommendation[] {
  if (!session.live && (session.idleMs === null || session.idleMs > HISTORY_AFTER_MS)) return []
  const found = [
    exportAndRestart(session, thresholds),
    longRunning(session, thresholds),
    merge(session),
    putAway(session, thresholds),
  ].filter((recommendation) => recommendation !== undefined)
  return found.sort((a, b) => URGENCY[b.severity] - URGENCY[a.severity])
}

const URGENCY: Readonly<Record<Recommendation['severity'], number>> = { info: 0, warning: 1, critical: 2 }

function exportAndRestart(
  { contextRatio }: RecommendationInputs,
  { tokenUsageRatio }: RecommendationThresholds,
): Recommendation | undefined {
  if (contextRatio === null || contextRatio <= tokenUsageRatio) return undefined
  return {
    kind: 'export-and-restart',
    severity: contextRatio > NEARLY_FULL_RATIO ? 'critical' : 'warning',
    text: `Context is ${percent(contextRatio)} full: export it and go on in a new session.`,
    sessionIds: [],
  }
}

function longRunning(
  { live, durationMs }: RecommendationInputs,
  { longRunningMs }: RecommendationThresholds,
): Recommendation | undefined {
  if (!live || durationMs === null || durationMs <= longRunningMs) return undefined
  return {
    kind: 'long-running',
    severity: 'warning',
    text: `Has run for ${compactDuration(durationMs)}, and answers may be getting worse: start afresh for the next task.`,
    sessionIds: [],
  }
}

/** What is due for the archive need not be closed first: one recommendation says both. */
function putAway(
  { live, idleMs }: RecommendationInputs,
  { closeIdleMs, archiveIdleMs }: RecommendationThresholds,
): Recommendation | undefined {
  if (idleMs === null) return undefined
  const idle = compactDuration(idleMs)
  if (idleMs > archiveIdleMs) {
    const text = live
      ? `Idle for ${idle}: close and archive it.`
      : `Nothing has happened for ${idle}: archive it.`
    return { kind: 'archive', severity: 'info', text, sessionIds: [] }
  }
  if (!live || idleMs <= closeIdleMs) return undefined
  return {
    kind: 'close-idle',
    severity: 'info',
    text: `Idle for ${idle}: close it if it is done.`,
    sessionIds: [],
  }
}

function merge({ live, neighbours }: RecommendationInputs): Recommendation | undefined {
  if (!live || neighbours.length === 0) return undefined
  const named = neighbours.slice(0, NAMED_NEIGHBOURS).map(({ name }) => `“${shortened(plainText(name))}”`)
  const others = neighbours.length - named.length
  const names = listed(others > 0 ? [...named, `${others} more`] : named)
  return {
    kind: 'merge',
    severity: 'warning',
    text: `Works on the same code base as ${names}: merge them, or agree on who changes what.`,
    sessionIds: neighbours.map(({ id }) => id),
  }
}

function shortened(name: string): string {
  const characters = Array.from(name)
  return characters.length <= LONGEST_NAME ? name : `${characters.slice(0, LONGEST_NAME - 1).join('')}…`
}
