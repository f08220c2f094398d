import { sharedScanner } from '../json-scan/json-scanner.ts'
import type { Provider } from '../provider.ts'
import { codexParser } from './parser.ts'
import { presence } from './presence.ts'
import { codexTranscript } from './roots.ts'
import { codexSample } from './sample.ts'

/** Codex, with its transcripts. */
export const provider: Provider = {
  ...presence,
  transcript: codexTranscript,
  parser: (ref, sink, checkpoint, scanner = sharedScanner()) => codexParser(ref, sink, checkpoint, scanner),
  conversation: async () => (await import('./conversation.ts')).conversation,
  sample: codexSample,
}
