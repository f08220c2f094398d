import type { Finding } from '../../../shared/contract/timeline.ts'
import { groupedCount } from '../../../shared/domain/format.ts'
import type { FindingThresholds } from '../../settings/settings.ts'
import type { OutlinedMessage } from '../outline.ts'
import { finding, type Messages, nameOfCall } from './finding.ts'

const UNITS_PER_TOKEN = 4
/** The longest are named one by one; more would hide everything else. */
const MOST_TOLD = 5

/** Results that fill the context by themselves. Their tokens are estimated by their length. */
export function longOutputs(messages: Messages, { longOutputTokens }: FindingThresholds): readonly Finding[] {
  return messages
    .flatMap((message, position) => (isLong(message, longOutputTokens) ? [{ message, position }] : []))
    .sort((a, b) => b.message.textLength - a.message.textLength)
    .slice(0, MOST_TOLD)
    .map(({ message, position }) => {
      const tokens = Math.round(message.textLength / UNITS_PER_TOKEN)
      const sentence = `${nameOfCall(message)} put about ${groupedCount(tokens)} tokens into the context at once.`
      return finding(messages, { kind: 'long-output', severity: 'info', sentence }, [position])
    })
}

function isLong({ kind, textLength, subagent }: OutlinedMessage, tokens: number): boolean {
  return kind === 'tool-result' && !subagent && textLength / UNITS_PER_TOKEN >= tokens
}
