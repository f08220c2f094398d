import type { Provider } from '../provider.ts'
import { neverByLine } from '../never-by-line.ts'
import { sessionFile } from './documents.ts'
import { presence } from './presence.ts'
import { continueTranscript } from './roots.ts'

/** Continue, with its transcripts. */
export const provider: Provider = {
  ...presence,
  transcript: continueTranscript,
  parser: neverByLine,
  documents: sessionFile,
  conversation: async () => (await import('./conversation.ts')).conversation,
}
