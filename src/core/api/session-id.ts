import type { ORPCErrorConstructorMap } from '@orpc/server'
import type { contract } from '../../shared/contract/contract.ts'

/** Finds the sessions that a shortened id may mean. */
export interface SessionFinder {
  /** Ids; exactly one where it is unambiguous. */
  candidates(id: string): readonly string[]
}

export type ContractErrors = ORPCErrorConstructorMap<(typeof contract.sessions.get)['~orpc']['errorMap']>

/** The one session that an id, or the beginning of one, means. */
export function idOf(finder: SessionFinder, id: string, errors: ContractErrors): string {
  const candidates = finder.candidates(id)
  const [only] = candidates
  if (only === undefined) throw errors.SESSION_NOT_FOUND({ data: { id } })
  if (candidates.length > 1) throw errors.AMBIGUOUS_ID({ data: { id, candidates: [...candidates] } })
  return only
}
