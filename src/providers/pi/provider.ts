import type { Provider } from '../provider.ts'
import { manifest } from './manifest.ts'
import { piModelWindow } from './models.ts'
import { piParser } from './parser.ts'
import { matchPiProcess } from './processes.ts'
import { piRoots, piTranscript } from './roots.ts'
import { piSample } from './sample.ts'

/** The Pi coding agent. It neither keeps its transcript open nor writes down which process runs a session. */
export const provider: Provider = {
  manifest,
  roots: piRoots,
  transcript: piTranscript,
  parser: piParser,
  modelWindow: piModelWindow,
  matchProcess: matchPiProcess,
  sample: piSample,
}
