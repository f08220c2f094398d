import { sharedScanner } from '../json-scan/json-scanner.ts'
import type { Provider } from '../provider.ts'
import { ClaudeParser } from './parser.ts'
import { presence } from './presence.ts'
import { claudeTranscript } from './roots.ts'
import { claudeSample } from './sample.ts'

/** Claude Code, with its transcripts. */
export const provider: Provider = {
  ...presence,
  transcript: claudeTranscript,
  parser: (ref, sink, checkpoint, scanner = sharedScanner()) =>
    new ClaudeParser(ref, sink, checkpoint, scanner),
  conversation: async () => (await import('./conversation.ts')).conversation,
  sample: claudeSample,
}
