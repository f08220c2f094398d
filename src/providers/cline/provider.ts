import type { Provider } from '../provider.ts'
import { neverByLine } from '../never-by-line.ts'
import { clineBeside } from './beside.ts'
import { clineDocuments } from './documents.ts'
import { presence } from './presence.ts'
import { clineTranscript } from './roots.ts'

/** Cline, with its transcripts. */
export const provider: Provider = {
  ...presence,
  transcript: clineTranscript,
  parser: neverByLine,
  documents: clineDocuments,
  conversation: async () => (await import('./conversation.ts')).conversation,
  beside: clineBeside,
}
