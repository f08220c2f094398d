import type { Provider } from '../provider.ts'
import { piParser } from './parser.ts'
import { presence } from './presence.ts'
import { piTranscript } from './roots.ts'
import { piSample } from './sample.ts'

/** Pi, with its transcripts. */
export const provider: Provider = {
  ...presence,
  transcript: piTranscript,
  parser: piParser,
  conversation: async () => (await import('./conversation.ts')).conversation,
  sample: piSample,
}
