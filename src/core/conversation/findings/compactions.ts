import type { Finding } from '../../../shared/contract/timeline.ts'
import { finding, type Messages } from './finding.ts'

/** From so many compactions on, what was said at the beginning has been summed up again and again. */
const MANY = 3

/** Each compaction replaces what was said by a summary: what the summary leaves out is lost. */
export function compactionFindings(messages: Messages): readonly Finding[] {
  const positions = messages.flatMap(({ kind, subagent }, at) =>
    kind === 'compaction' && !subagent ? [at] : [],
  )
  const times = positions.length
  if (times === 0) return []
  const severity = times >= MANY ? 'warning' : 'info'
  const sentence =
    times === 1
      ? 'The context was compacted once: what was said before is known only from a summary.'
      : `The context was compacted ${times} times: what was said first is known only from summaries of summaries.`
  return [finding(messages, { kind: 'compacted', severity, sentence }, positions)]
}
