import { createHash } from 'node:crypto'
import { CONTEXT_ID_PREFIX } from './context-keeper.ts'

/** Hexadecimal digits: enough to tell more contexts apart than anybody has. */
const LENGTH = 16

/** Id of a context by its JSON: the same content has the same id everywhere. */
export function contextId(json: string): string {
  return `${CONTEXT_ID_PREFIX}${createHash('sha256').update(json).digest('hex').slice(0, LENGTH)}`
}
