import type { Presence } from '../provider.ts'
import { manifest } from './manifest.ts'
import { matchEditorProcess } from './processes.ts'
import { chatRoots } from './roots.ts'

/**
 * GitHub Copilot Chat in VS Code and its editions. There are no `liveClaims` and no `sessionOfOpenFile`: the editor
 * opens a chat's file only to write it, and nothing says which window shows it.
 */
export const presence: Presence = {
  manifest,
  roots: chatRoots,
  // What Copilot allows depends on the plan; the chat itself states it for the selected model.
  modelWindow: () => undefined,
  matchProcess: matchEditorProcess,
}
