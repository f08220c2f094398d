import type { Provider } from '../provider.ts'
import { neverByLine } from '../never-by-line.ts'
import { chatBeside } from './beside.ts'
import { chatFile } from './documents.ts'
import { presence } from './presence.ts'
import { chatTranscript } from './roots.ts'

/** VS Code Copilot Chat, with its transcripts. */
export const provider: Provider = {
  ...presence,
  transcript: chatTranscript,
  parser: neverByLine,
  documents: chatFile,
  conversation: async () => (await import('./conversation.ts')).conversation,
  beside: chatBeside,
}
