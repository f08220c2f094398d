import type { Provider } from '../provider.ts'
import { copilotLiveClaims } from './live-claims.ts'
import { manifest } from './manifest.ts'
import { copilotModelWindow } from './models.ts'
import { copilotParser } from './parser.ts'
import { matchCopilotProcess } from './processes.ts'
import { copilotRoots, copilotTranscript, sessionOfHeldFile } from './roots.ts'
import { copilotSample } from './sample.ts'
import { copilotBeside } from './workspace.ts'

/** GitHub Copilot in the terminal, and the server behind programs that drive it. Chats in editors are another format. */
export const provider: Provider = {
  manifest,
  roots: copilotRoots,
  transcript: copilotTranscript,
  parser: copilotParser,
  modelWindow: copilotModelWindow,
  beside: copilotBeside,
  matchProcess: matchCopilotProcess,
  liveClaims: copilotLiveClaims,
  sessionOfOpenFile: sessionOfHeldFile,
  sample: copilotSample,
}
