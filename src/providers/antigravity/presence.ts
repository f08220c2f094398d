import type { Presence } from '../provider.ts'
import { manifest } from './manifest.ts'
import { antigravityRoots } from './places.ts'
import { matchAntigravityProcess } from './processes.ts'

/** Google's Antigravity: the editor, and the command line `agy`. */
export const presence: Presence = {
  manifest,
  roots: antigravityRoots,
  // A transcript has the name that a person chose the model by, and no size.
  modelWindow: () => undefined,
  matchProcess: matchAntigravityProcess,
}
