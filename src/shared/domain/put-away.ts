import type { Session } from '../contract/session.ts'

/** Tag of the sessions that a person put away. */
export const ARCHIVED_TAG = 'archived'

/** Whether the recent sessions leave it out: a person put it away, and nothing goes on in it. */
export function isPutAway({ tags, state }: Pick<Session, 'tags' | 'state'>): boolean {
  return (state === 'idle' || state === 'ended') && tags.includes(ARCHIVED_TAG)
}
