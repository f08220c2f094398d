import type { SessionService } from '../core/sessions/session-service.ts'
import { plainText } from '../shared/domain/plain-text.ts'
import { CommandError, EXIT } from './exit-codes.ts'

const MOST_CANDIDATES = 10

/** The one session that an id, or the beginning of one, means. Throws a `CommandError` that says what to do. */
export function findSession(service: Pick<SessionService, 'candidates'>, id: string): string {
  const candidates = service.candidates(id)
  const [only] = candidates
  if (only === undefined) throw unknownSession(id)
  if (candidates.length === 1) return only
  const shown = candidates.slice(0, MOST_CANDIDATES).map((candidate) => `  ${plainText(candidate)}`)
  const more = candidates.length > MOST_CANDIDATES ? ['  …'] : []
  throw new CommandError(
    `${plainText(id)} may mean ${candidates.length} sessions:`,
    EXIT.usage,
    [...shown, ...more, 'Give a few more characters.'].join('\n'),
  )
}

/** What to tell a person whose session is not there. */
export function unknownSession(id: string): CommandError {
  return new CommandError(
    `no session has an id that begins with ${plainText(id)}.`,
    EXIT.usage,
    'llm-session list --all shows every session with its id.',
  )
}
