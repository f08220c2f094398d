import { neverByLine } from '../never-by-line.ts'
import { taskDocuments } from '../lineages/cline/tasks.ts'
import type { Provider } from '../provider.ts'
import { windowByName } from '../windows-by-name.ts'
import { manifest } from './manifest.ts'
import { rooBeside, rooRoots, rooTranscript } from './places.ts'
import { matchRooProcess } from './processes.ts'
import { rooUsageOf } from './usage.ts'

/** Roo Code: the extension for VS Code and its kin, and the command line that runs the same extension without an editor. */
export const provider: Provider = {
  manifest,
  roots: rooRoots,
  transcript: rooTranscript,
  parser: neverByLine,
  documents: taskDocuments(rooUsageOf),
  modelWindow: windowByName,
  beside: rooBeside,
  matchProcess: matchRooProcess,
}
