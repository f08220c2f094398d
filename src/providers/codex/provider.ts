import type { Provider } from '../provider.ts'
import { manifest } from './manifest.ts'
import { codexModelWindow } from './models.ts'
import { codexParser } from './parser.ts'
import { matchCodexProcess } from './processes.ts'
import { codexSample } from './sample.ts'
import { codexRoots, codexTranscript, threadOfRollout } from './roots.ts'

/**
 * OpenAI Codex: its terminal, `codex exec`, and the app server behind the editors and the desktop app.
 * There are no `liveClaims`: a thread's lock file does not name the process that holds it.
 */
export const provider: Provider = {
  manifest,
  roots: codexRoots,
  transcript: codexTranscript,
  parser: codexParser,
  modelWindow: codexModelWindow,
  matchProcess: matchCodexProcess,
  sessionOfOpenFile: threadOfRollout,
  sample: codexSample,
}
