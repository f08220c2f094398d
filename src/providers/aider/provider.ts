import { neverByLine } from '../never-by-line.ts'
import type { Provider } from '../provider.ts'
import { aiderDocuments } from './documents.ts'
import { HISTORY_FILE } from './history-file.ts'
import { presence } from './presence.ts'

/** Aider, with its transcripts. */
export const provider: Provider = {
  ...presence,
  transcript: (path) =>
    path === HISTORY_FILE ? { sessionId: undefined, subagentOf: undefined, form: 'document' } : undefined,
  parser: neverByLine,
  documents: aiderDocuments,
  conversation: async () => (await import('./conversation.ts')).conversation,
}
