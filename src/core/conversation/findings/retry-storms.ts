import type { Finding } from '../../../shared/contract/timeline.ts'
import type { FindingThresholds } from '../../settings/settings.ts'
import { finding, type Messages } from './finding.ts'

const STOPS: ReadonlySet<string> = new Set(['answer', 'thinking', 'tool-call'])

/** Requests that fail again and again before the model says anything. */
export function retryStorms(
  messages: Messages,
  { retriesInRow: least }: FindingThresholds,
): readonly Finding[] {
  const storms: number[][] = []
  let storm: number[] = []
  messages.forEach(({ kind, subagent }, position) => {
    if (kind === 'retry') storm.push(position)
    else if (STOPS.has(kind) && !subagent) storm = []
    if (storm.length === least && kind === 'retry') storms.push(storm)
  })
  return storms.map((positions) =>
    finding(
      messages,
      {
        kind: 'retry-storm',
        severity: positions.at(-1) === messages.length - 1 ? 'critical' : 'warning',
        sentence: `A request was tried again ${positions.length} times before the model answered.`,
      },
      positions,
    ),
  )
}
