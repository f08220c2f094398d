import type { Session } from '../../shared/contract/index.ts'
import { sessionTitle } from '../features/sessions/session-title.ts'

/** Something that the palette offers. */
export interface Command {
  readonly id: string
  readonly name: string
  /** What kind of thing it is, or where it belongs. */
  readonly hint: string
  readonly run: () => void
}

/** A session as the palette offers it. */
export function sessionCommand(session: Session, open: (id: string) => void): Command {
  return {
    id: session.id,
    name: sessionTitle(session),
    hint: [session.project, session.state].filter((part) => part !== null).join(', '),
    run: () => open(session.id),
  }
}

/** Offers that fit on one screen; more words find the rest. */
const MOST_MATCHES = 60

/** Those that have all words in their name or hint, with names that begin like the first word in front. */
export function matchingCommands(commands: readonly Command[], text: string): readonly Command[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const [first] = words
  if (first === undefined) return commands.slice(0, MOST_MATCHES)
  const found = commands.filter(({ name, hint }) => {
    const searched = `${name} ${hint}`.toLowerCase()
    return words.every((word) => searched.includes(word))
  })
  const begins = ({ name }: Command): boolean => name.toLowerCase().startsWith(first)
  return [...found.filter(begins), ...found.filter((command) => !begins(command))].slice(0, MOST_MATCHES)
}
