import type { Presence } from '../provider.ts'
import { manifest } from './manifest.ts'
import { geminiModelWindow } from './models.ts'
import { matchGeminiProcess } from './processes.ts'
import { geminiRoots } from './roots.ts'

/**
 * Google's Gemini CLI. There are no `liveClaims`, for it keeps no state files of running sessions,
 * and no open files: a chat is opened for each record.
 */
export const presence: Presence = {
  manifest,
  roots: geminiRoots,
  modelWindow: geminiModelWindow,
  matchProcess: matchGeminiProcess,
  start: (prompt) => ({ program: 'gemini', args: ['--prompt-interactive', prompt] }),
}
