import { neverByLine } from '../never-by-line.ts'
import type { Provider } from '../provider.ts'
import { chatStore } from './documents.ts'
import { chatTranscript } from './places.ts'
import { presence } from './presence.ts'

/** Cursor's agent for the terminal, with its transcripts. */
export const provider: Provider = {
  ...presence,
  transcript: chatTranscript,
  parser: neverByLine,
  documents: chatStore,
  conversation: async () => (await import('./conversation.ts')).conversation,
}
