import type { Finding } from '../../../shared/contract/timeline.ts'
import type { FindingThresholds } from '../../settings/settings.ts'
import type { Outline } from '../outline.ts'
import { compactionFindings } from './compactions.ts'
import { repeatedFailures } from './repeated-failures.ts'
import { repeatedPrompts } from './repeated-prompts.ts'
import { retryStorms } from './retry-storms.ts'
import { longOutputs } from './long-outputs.ts'
import { type SharedFile, sharedFileFindings } from './shared-files.ts'
import { undoneEdits } from './undone-edits.ts'

const RANK: Readonly<Record<Finding['severity'], number>> = { critical: 0, warning: 1, info: 2 }

/** Evidence of context rot in a conversation, the worst first, then the newest. */
export function findingsOf(
  { messages }: Pick<Outline, 'messages'>,
  thresholds: FindingThresholds,
  shared: readonly SharedFile[],
): readonly Finding[] {
  return [
    ...compactionFindings(messages),
    ...repeatedFailures(messages, thresholds),
    ...undoneEdits(messages),
    ...repeatedPrompts(messages, thresholds),
    ...retryStorms(messages, thresholds),
    ...longOutputs(messages, thresholds),
    ...sharedFileFindings(messages, shared),
  ].sort((a, b) => RANK[a.severity] - RANK[b.severity] || (b.at?.getTime() ?? 0) - (a.at?.getTime() ?? 0))
}
