import type { Provider } from '../provider.ts'
import { manifest } from './manifest.ts'
import { modelWindow } from './models.ts'
import { ClaudeParser } from './parser.ts'
import { claudeRoots, claudeTranscript } from './roots.ts'
import { claudeSample } from './sample.ts'

/** Claude Code: its terminal, headless runs, the Agent SDK, and the engine behind the editors and Claude Desktop. */
export const provider: Provider = {
  manifest,
  roots: claudeRoots,
  transcript: claudeTranscript,
  parser: (ref, sink, checkpoint) => new ClaudeParser(ref, sink, checkpoint),
  modelWindow,
  sample: claudeSample,
}
