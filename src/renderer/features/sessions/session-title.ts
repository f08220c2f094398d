import type { Session } from '../../../shared/contract/index.ts'
import { plainText } from '../../../shared/domain/plain-text.ts'

const MAX_CHARACTERS = 300

/** Text of a transcript, fit for one line of a row: bounded, and with nothing in it that hides or reorders. */
export function oneLine(text: string): string {
  const line = plainText(text.slice(0, 4 * MAX_CHARACTERS))
  return line.length > MAX_CHARACTERS ? `${line.slice(0, MAX_CHARACTERS)}…` : line
}

/** What a session is called: its title, else the folder it works in, else its id. */
export function sessionTitle(session: Pick<Session, 'id' | 'title' | 'project' | 'cwd'>): string {
  const names = [session.title, session.project, session.cwd].map((name) => oneLine(name ?? ''))
  return names.find((name) => name !== '') ?? oneLine(session.id)
}
