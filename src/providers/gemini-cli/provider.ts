import type { Provider } from '../provider.ts'
import { manifest } from './manifest.ts'
import { geminiModelWindow } from './models.ts'
import { geminiParser } from './parser.ts'
import { matchGeminiProcess } from './processes.ts'
import { geminiRoots, geminiTranscript } from './roots.ts'
import { geminiSample } from './sample.ts'

/**
 * Google's Gemini CLI since 0.40. There are no `liveClaims`, for it keeps no state files of running sessions,
 * and no open files: a chat is opened for each record.
 */
export const provider: Provider = {
  manifest,
  roots: geminiRoots,
  transcript: geminiTranscript,
  parser: geminiParser,
  modelWindow: geminiModelWindow,
  matchProcess: matchGeminiProcess,
  sample: geminiSample,
}
