import type { Presence } from '../provider.ts'
import { copilotLiveClaims } from './live-claims.ts'
import { manifest } from './manifest.ts'
import { copilotModelWindow } from './models.ts'
import { matchCopilotProcess } from './processes.ts'
import { copilotRoots, sessionOfHeldFile } from './roots.ts'

/** GitHub Copilot in the terminal, and the server behind programs that drive it. Chats in editors are another format. */
export const presence: Presence = {
  manifest,
  roots: copilotRoots,
  modelWindow: copilotModelWindow,
  matchProcess: matchCopilotProcess,
  liveClaims: copilotLiveClaims,
  sessionOfOpenFile: sessionOfHeldFile,
  start: (prompt) => ({ program: 'copilot', args: ['--interactive', prompt] }),
}
