import type { Provider } from '../provider.ts'
import { claudeLiveClaims } from './live-claims.ts'
import { manifest } from './manifest.ts'
import { modelWindow } from './models.ts'
import { ClaudeParser } from './parser.ts'
import { matchClaudeProcess } from './processes.ts'
import { claudeRoots, claudeTranscript } from './roots.ts'
import { claudeSample } from './sample.ts'

/**
 * Claude Code: its terminal, headless runs, the Agent SDK, and the engine behind the editors and Claude Desktop.
 * There is no `sessionOfOpenFile`: a transcript is only open while lines are appended to it.
 */
export const provider: Provider = {
  manifest,
  roots: claudeRoots,
  transcript: claudeTranscript,
  parser: (ref, sink, checkpoint) => new ClaudeParser(ref, sink, checkpoint),
  modelWindow,
  matchProcess: matchClaudeProcess,
  liveClaims: claudeLiveClaims,
  sample: claudeSample,
}
