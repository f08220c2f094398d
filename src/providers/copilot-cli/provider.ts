import type { Provider } from '../provider.ts'
import { copilotLiveClaims } from './live-claims.ts'
import { manifest } from './manifest.ts'
import { copilotParser } from './parser.ts'
import { matchCopilotProcess } from './processes.ts'
import { copilotRoots, copilotTranscript, sessionOfHeldFile } from './roots.ts'
import { copilotSample } from './sample.ts'

/** GitHub Copilot in the terminal, and the server behind programs that drive it. Chats in editors are another format. */
export const provider: Provider = {
  manifest,
  roots: copilotRoots,
  transcript: copilotTranscript,
  parser: copilotParser,
  // Sessions state their window; what a plan allows for a model is not known beforehand.
  modelWindow: () => undefined,
  matchProcess: matchCopilotProcess,
  liveClaims: copilotLiveClaims,
  sessionOfOpenFile: sessionOfHeldFile,
  sample: copilotSample,
}
