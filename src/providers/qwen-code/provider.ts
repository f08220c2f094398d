import type { Provider } from '../provider.ts'
import { qwenLiveClaims } from './live-claims.ts'
import { manifest } from './manifest.ts'
import { qwenModelWindow } from './models.ts'
import { qwenParser } from './parser.ts'
import { matchQwenProcess } from './processes.ts'
import { qwenRoots, qwenTranscript } from './roots.ts'
import { qwenSample } from './sample.ts'

/** Alibaba's Qwen Code since it keeps its sessions by project. It does not keep its transcripts open. */
export const provider: Provider = {
  manifest,
  roots: qwenRoots,
  transcript: qwenTranscript,
  parser: qwenParser,
  modelWindow: qwenModelWindow,
  matchProcess: matchQwenProcess,
  liveClaims: qwenLiveClaims,
  sample: qwenSample,
}
