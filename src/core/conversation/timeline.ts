import {
  MOST_TIMELINE_POINTS,
  type Timeline,
  type TimelineMarker,
  type TimelinePoint,
} from '../../shared/contract/timeline.ts'
import { totalTokens } from '../../shared/domain/tokens.ts'
import { downsample } from './downsample.ts'
import type { Outline, OutlinedMessage } from './outline.ts'

/** How healthy the session was at a moment, as it was noted while it ran. `at` in epoch milliseconds. */
export interface NotedHealth {
  readonly at: number
  readonly healthScore: number | null
}

/** Markers that are told at most, the newest. */
const MOST_MARKERS = 300

/** Puts a session's course together from its conversation and from what was noted while it ran. */
export function timelineOf(
  outline: Outline,
  noted: readonly NotedHealth[],
): Omit<Timeline, 'id' | 'edition' | 'contextLimit'> {
  const points = [...responsePoints(outline), ...compactionPoints(outline), ...healthPoints(noted)].sort(
    (a, b) => a.at.getTime() - b.at.getTime(),
  )
  const compactions = new Set(outline.messages.flatMap(({ kind }, at) => (kind === 'compaction' ? [at] : [])))
  const markers = markersOf(outline)
  return {
    points: [
      ...downsample(
        points,
        MOST_TIMELINE_POINTS,
        [({ contextUsed }) => contextUsed, ({ tokens }) => tokens, ({ health }) => health],
        ({ position }) => position !== null && compactions.has(position),
      ),
    ],
    pointsTotal: points.length,
    markers: markers.slice(-MOST_MARKERS),
    markersTotal: markers.length,
  }
}

function responsePoints({ responses, messages }: Outline): readonly TimelinePoint[] {
  let tokensTotal = 0
  return responses.flatMap(({ at, counts, position, contextUsed, subagent }): TimelinePoint[] => {
    const tokens = totalTokens(counts)
    tokensTotal += tokens
    if (at === null) return []
    const stated = position === null ? null : (messages[position]?.contextUsed ?? null)
    const inMain = subagent ? null : (contextUsed ?? stated)
    return [{ at: new Date(at), position, contextUsed: inMain, tokens, tokensTotal, health: null }]
  })
}

/** What is left of the context after a compaction, and elsewhere where no answer tells it. */
function compactionPoints({ messages }: Outline): readonly TimelinePoint[] {
  return messages.flatMap(({ kind, at, contextUsed }, position): TimelinePoint[] =>
    kind === 'compaction' && at !== null
      ? [{ at: new Date(at), position, contextUsed, tokens: null, tokensTotal: null, health: null }]
      : [],
  )
}

function healthPoints(noted: readonly NotedHealth[]): readonly TimelinePoint[] {
  return noted.flatMap(({ at, healthScore }): TimelinePoint[] =>
    healthScore === null
      ? []
      : [
          {
            at: new Date(at),
            position: null,
            contextUsed: null,
            tokens: null,
            tokensTotal: null,
            health: healthScore,
          },
        ],
  )
}

function markersOf({ messages }: Outline): readonly TimelineMarker[] {
  return messages.flatMap((message, position): TimelineMarker[] => {
    const kind = markerKind(message)
    if (kind === undefined || message.at === null) return []
    return [{ kind, at: new Date(message.at), position, text: markerText(message) }]
  })
}

function markerKind({ kind, limitHit }: OutlinedMessage): TimelineMarker['kind'] | undefined {
  if (limitHit) return 'limit'
  return kind === 'compaction' || kind === 'error' || kind === 'model-change' ? kind : undefined
}

function markerText({ kind, limitHit, model, modelBefore }: OutlinedMessage): string {
  if (limitHit) return 'A limit was hit'
  if (kind === 'compaction') return 'The context was compacted'
  if (kind === 'model-change') return `${modelBefore ?? ''} → ${model ?? ''}`
  return 'A request failed'
}
