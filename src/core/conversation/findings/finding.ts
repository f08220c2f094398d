import type { Finding } from '../../../shared/contract/timeline.ts'
import type { OutlinedMessage } from '../outline.ts'

export type Messages = readonly OutlinedMessage[]

/** Messages that are named as proof at most, the newest. */
const MOST_POSITIONS = 20
/** Words of the transcript that are quoted at most, in UTF-16 units. */
const LONGEST_QUOTE = 80

/** A finding that the messages at `positions` prove; it is dated by the last of them. */
export function finding(
  messages: Messages,
  told: Pick<Finding, 'kind' | 'severity' | 'sentence'> & Partial<Pick<Finding, 'sessionIds'>>,
  positions: readonly number[],
): Finding {
  const at = messages[positions.at(-1) ?? -1]?.at ?? null
  return {
    ...told,
    positions: positions.slice(-MOST_POSITIONS),
    at: at === null ? null : new Date(at),
    sessionIds: told.sessionIds ?? [],
  }
}

/** What a call is about, for a sentence. */
export function nameOfCall({ tool }: OutlinedMessage): string {
  const name = tool?.name ?? 'A tool'
  return tool?.target ? `${name} (${quoted(tool.target)})` : name
}

export function quoted(text: string): string {
  return text.length <= LONGEST_QUOTE ? text : `${text.slice(0, LONGEST_QUOTE - 1)}…`
}
