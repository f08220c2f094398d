import type { ContextNovelty, ContextSummary } from '../../../shared/contract/index.ts'
import { format } from '../../ui/format.ts'
import { oneLine } from '../sessions/session-title.ts'

/** What a context is called: its session's title, else its id. */
export function contextTitle({ title, sessionId }: Pick<ContextSummary, 'title' | 'sessionId'>): string {
  const words = oneLine(title ?? '')
  return words === '' ? oneLine(sessionId) : words
}

/** A number of things: `1 file`, `3 files`. */
export function counted(count: number, thing: string): string {
  return `${format.exact(count)} ${thing}${count === 1 ? '' : 's'}`
}

export const NOVELTY_WORDS: Readonly<Record<ContextNovelty, string>> = {
  new: 'new',
  known: 'here already',
  repeated: 'twice in this file',
  'other-export': 'another export is here',
}

/** What was taken out of a context when it was exported. */
export function redactionWords(redacted: ContextSummary['redacted']): string {
  if (redacted === null) return 'Secrets were not looked for when it was exported.'
  const found = Object.values(redacted.secrets).reduce((sum, count) => sum + count, 0)
  if (found === 0) return 'No secrets were found when it was exported.'
  return `${counted(found, 'secret')} ${found === 1 ? 'was' : 'were'} taken out when it was exported.`
}
