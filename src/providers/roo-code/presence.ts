import type { Presence } from '../provider.ts'
import { windowByName } from '../windows-by-name.ts'
import { manifest } from './manifest.ts'
import { rooRoots } from './places.ts'
import { matchRooProcess } from './processes.ts'

/** Roo Code: the extension for VS Code and its kin, and the command line that runs the same extension without an editor. */
export const presence: Presence = {
  manifest,
  roots: rooRoots,
  modelWindow: windowByName,
  matchProcess: matchRooProcess,
}
