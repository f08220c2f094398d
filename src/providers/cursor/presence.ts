import type { Presence } from '../provider.ts'
import { manifest } from './manifest.ts'
import { matchCursorProcess } from './processes.ts'
import { cursorRoots } from './roots.ts'

/**
 * The Cursor editor. There are no `liveClaims` and no `sessionOfOpenFile`: one process holds the one database open, and
 * nothing in it says which conversation a window shows.
 */
export const presence: Presence = {
  manifest,
  roots: cursorRoots,
  // Names of models on disk are what a person selected. Only the composer's own limit tells the window.
  modelWindow: () => undefined,
  matchProcess: matchCursorProcess,
}
