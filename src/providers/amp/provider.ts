import { neverByLine } from '../never-by-line.ts'
import type { Provider } from '../provider.ts'
import { threadFile } from './documents.ts'
import { manifest } from './manifest.ts'
import { matchAmpProcess } from './processes.ts'
import { ampRoots, ampTranscript } from './roots.ts'

/** Amp, as far as it keeps threads on this machine. Nothing says which process runs a thread. */
export const provider: Provider = {
  manifest,
  roots: ampRoots,
  transcript: ampTranscript,
  parser: neverByLine,
  documents: threadFile,
  // Each answer states the window that it had.
  modelWindow: () => undefined,
  matchProcess: matchAmpProcess,
}
