import type { Provider } from '../provider.ts'
import { qwenParser } from './parser.ts'
import { presence } from './presence.ts'
import { qwenTranscript } from './roots.ts'
import { qwenSample } from './sample.ts'

/** Qwen Code, with its transcripts. */
export const provider: Provider = {
  ...presence,
  transcript: qwenTranscript,
  parser: qwenParser,
  conversation: async () => (await import('./conversation.ts')).conversation,
  sample: qwenSample,
}
