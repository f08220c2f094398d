import type { Provider } from '../provider.ts'
import { neverByLine } from '../never-by-line.ts'
import { cursorDatabase } from './documents.ts'
import { presence } from './presence.ts'
import { cursorSample } from './sample.ts'
import { cursorTranscript } from './roots.ts'

/** Cursor, with its transcripts. */
export const provider: Provider = {
  ...presence,
  transcript: cursorTranscript,
  parser: neverByLine,
  documents: cursorDatabase,
  conversation: async () => (await import('./conversation.ts')).conversation,
  sampleDatabase: cursorSample,
}
