import type { Provider } from '../provider.ts'
import { copilotParser } from './parser.ts'
import { presence } from './presence.ts'
import { copilotTranscript } from './roots.ts'
import { copilotSample } from './sample.ts'
import { copilotBeside } from './workspace.ts'

/** GitHub Copilot CLI, with its transcripts. */
export const provider: Provider = {
  ...presence,
  transcript: copilotTranscript,
  parser: copilotParser,
  beside: copilotBeside,
  conversation: async () => (await import('./conversation.ts')).conversation,
  sample: copilotSample,
}
