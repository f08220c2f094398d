import type { SessionService } from '../core/sessions/session-service.ts'
import { findSession } from './find-session.ts'

/** A session or an imported context by its id, or the beginning of one. Throws a `CommandError` that says what to do. */
export function findContext(service: Pick<SessionService, 'candidates' | 'contexts'>, id: string): string {
  return findSession(
    { candidates: (text) => [...service.candidates(text), ...service.contexts.candidates(text)] },
    id,
  )
}
