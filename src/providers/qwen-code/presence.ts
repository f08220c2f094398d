import type { Presence } from '../provider.ts'
import { qwenLiveClaims } from './live-claims.ts'
import { manifest } from './manifest.ts'
import { qwenModelWindow } from './models.ts'
import { matchQwenProcess } from './processes.ts'
import { qwenRoots } from './roots.ts'

/** Alibaba's Qwen Code since it keeps its sessions by project. It does not keep its transcripts open. */
export const presence: Presence = {
  manifest,
  roots: qwenRoots,
  modelWindow: qwenModelWindow,
  matchProcess: matchQwenProcess,
  liveClaims: qwenLiveClaims,
  start: (prompt) => ({ program: 'qwen', args: ['--prompt-interactive', prompt] }),
}
