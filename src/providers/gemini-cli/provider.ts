import type { Provider } from '../provider.ts'
import { geminiBeside } from './beside.ts'
import { oldChats } from './documents.ts'
import { geminiParser } from './parser.ts'
import { presence } from './presence.ts'
import { geminiTranscript } from './roots.ts'
import { geminiSample } from './sample.ts'

/** Gemini CLI, with its transcripts. */
export const provider: Provider = {
  ...presence,
  transcript: geminiTranscript,
  parser: geminiParser,
  documents: oldChats,
  beside: geminiBeside,
  conversation: async () => (await import('./conversation.ts')).conversation,
  sample: geminiSample,
}
