import { windowByName } from '../windows-by-name.ts'
import { neverByLine } from '../never-by-line.ts'
import type { Provider } from '../provider.ts'
import { sessionFile } from './documents.ts'
import { manifest } from './manifest.ts'
import { matchContinueProcess } from './processes.ts'
import { continueRoots, continueTranscript } from './roots.ts'

/** Continue: its command line `cn`, and sessions of its editors. Nothing says which process runs a session. */
export const provider: Provider = {
  manifest,
  roots: continueRoots,
  transcript: continueTranscript,
  parser: neverByLine,
  documents: sessionFile,
  modelWindow: windowByName,
  matchProcess: matchContinueProcess,
}
