import { neverByLine } from '../never-by-line.ts'
import type { Provider } from '../provider.ts'
import { cursorDatabase } from './documents.ts'
import { manifest } from './manifest.ts'
import { matchCursorProcess } from './processes.ts'
import { cursorRoots, cursorTranscript } from './roots.ts'

/**
 * The Cursor editor. There are no `liveClaims` and no `sessionOfOpenFile`: one process holds the one database open, and
 * nothing in it says which conversation a window shows.
 */
export const provider: Provider = {
  manifest,
  roots: cursorRoots,
  transcript: cursorTranscript,
  parser: neverByLine,
  documents: cursorDatabase,
  // Names of models on disk are what a person selected. Only the composer's own limit tells the window.
  modelWindow: () => undefined,
  matchProcess: matchCursorProcess,
}
