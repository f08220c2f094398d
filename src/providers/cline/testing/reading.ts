import type { DocumentSession } from '../../provider.ts'
import { documentOf, readWith, type Told, withTime } from '../../lineages/cline/testing/reading.ts'
import { clineDocuments } from '../documents.ts'

export const SESSION_PATH = '17_a/17_a.messages.json'

export function sessionsIn(path: string, content: unknown): readonly DocumentSession[] {
  return clineDocuments.sessions(documentOf(path, JSON.stringify(content)))
}

/** Reads messages of a session, a second apart. */
export function readMessages(messages: readonly unknown[], path = SESSION_PATH): Told {
  return readWith(clineDocuments, path, { version: 1, messages: messages.map(withTime) })
}
