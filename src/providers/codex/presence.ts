import type { Presence } from '../provider.ts'
import { manifest } from './manifest.ts'
import { codexModelWindow } from './models.ts'
import { matchCodexProcess } from './processes.ts'
import { codexRoots, threadOfRollout } from './roots.ts'

/**
 * OpenAI Codex: its terminal, `codex exec`, and the app server behind the editors and the desktop app.
 * There are no `liveClaims`: a thread's lock file does not name the process that holds it.
 */
export const presence: Presence = {
  manifest,
  roots: codexRoots,
  modelWindow: codexModelWindow,
  matchProcess: matchCodexProcess,
  sessionOfOpenFile: threadOfRollout,
  start: (prompt) => ({ program: 'codex', args: [prompt] }),
}
