import { windowByName } from '../windows-by-name.ts'
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
  parser: () => {
    throw new Error('a document is not read line by line')
  },
  documents: sessionFile,
  modelWindow: windowByName,
  matchProcess: matchContinueProcess,
}
