import { neverByLine } from '../never-by-line.ts'
import type { Provider } from '../provider.ts'
import { clineBeside } from './beside.ts'
import { clineDocuments } from './documents.ts'
import { manifest } from './manifest.ts'
import { matchClineProcess } from './processes.ts'
import { clineRoots, clineTranscript } from './roots.ts'

/**
 * Cline's command line, and its extension for editors. The header of a session names its process; it lies in a folder of the
 * session's own, and folders cannot be listed here, so there are no `liveClaims`.
 */
export const provider: Provider = {
  manifest,
  roots: clineRoots,
  transcript: clineTranscript,
  parser: neverByLine,
  documents: clineDocuments,
  // The same model has other windows at other servers, and Cline writes down neither.
  modelWindow: () => undefined,
  beside: clineBeside,
  matchProcess: matchClineProcess,
}
