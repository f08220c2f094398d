import type { Provider } from '../provider.ts'
import { neverByLine } from '../never-by-line.ts'
import { threadFile } from './documents.ts'
import { presence } from './presence.ts'
import { ampTranscript } from './roots.ts'

/** Amp, with its transcripts. */
export const provider: Provider = {
  ...presence,
  transcript: ampTranscript,
  parser: neverByLine,
  documents: threadFile,
  conversation: async () => (await import('./conversation.ts')).conversation,
}
