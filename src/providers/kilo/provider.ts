import type { Provider } from '../provider.ts'
import { sessionDatabase } from '../lineages/opencode/documents.ts'
import { transcriptOf } from '../lineages/opencode/roots.ts'
import { neverByLine } from '../never-by-line.ts'
import { PLACES } from './places.ts'
import { presence } from './presence.ts'

/** Kilo, with its transcripts. */
export const provider: Provider = {
  ...presence,
  transcript: (path) => transcriptOf(PLACES, path),
  parser: neverByLine,
  documents: sessionDatabase,
  conversation: async () => (await import('../lineages/opencode/conversation.ts')).conversation,
}
