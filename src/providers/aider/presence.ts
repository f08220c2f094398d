import type { Presence } from '../provider.ts'
import { windowByName } from '../windows-by-name.ts'
import { HISTORY_FILE } from './history-file.ts'
import { manifest } from './manifest.ts'
import { matchAiderProcess } from './processes.ts'

/** Aider. It has no folder of its own: each project holds the history of the chats about it. */
export const presence: Presence = {
  manifest,
  roots: () => [],
  projectFiles: [HISTORY_FILE],
  modelWindow: windowByName,
  matchProcess: matchAiderProcess,
}
