import type { Presence } from '../provider.ts'
import { claudeLiveClaims } from './live-claims.ts'
import { manifest } from './manifest.ts'
import { modelWindow } from './models.ts'
import { matchClaudeProcess } from './processes.ts'
import { claudeRoots } from './roots.ts'

/**
 * Claude Code: its terminal, headless runs, the Agent SDK, and the engine behind the editors and Claude Desktop.
 * There is no `sessionOfOpenFile`: a transcript is only open while lines are appended to it.
 */
export const presence: Presence = {
  manifest,
  roots: claudeRoots,
  modelWindow,
  matchProcess: matchClaudeProcess,
  liveClaims: claudeLiveClaims,
  start: (prompt) => ({ program: 'claude', args: [prompt] }),
}
