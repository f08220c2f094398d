import type { Session } from '../../../shared/contract/index.ts'
import { groupSessions } from '../../../shared/domain/visible-sessions.ts'

/** What stands under each other in the list: headings of kinds of attention, and sessions. */
export type ListItem =
  | { readonly kind: 'group'; readonly key: string; readonly label: string; readonly count: number }
  | {
      readonly kind: 'session'
      readonly key: string
      readonly session: Session
      /** Place among the sessions, from 0 on. */
      readonly place: number
    }

export function listItems(ordered: readonly Session[]): readonly ListItem[] {
  const items: ListItem[] = []
  let place = 0
  for (const { label, sessions } of groupSessions(ordered)) {
    items.push({ kind: 'group', key: `group ${label}`, label, count: sessions.length })
    for (const session of sessions) items.push({ kind: 'session', key: session.id, session, place: place++ })
  }
  return items
}
