import type { SessionNote } from '../../shared/contract/session.ts'
import type { Note } from '../store/user-labels.ts'

/** A stored note as the contract has it. */
export function spokenNote({ text, updatedAt }: Note): SessionNote {
  return { text, updatedAt: new Date(updatedAt) }
}
