import type { Presence } from '../provider.ts'
import { manifest } from './manifest.ts'
import { matchAmpProcess } from './processes.ts'
import { ampRoots } from './roots.ts'

/** Amp, as far as it keeps threads on this machine. Nothing says which process runs a thread. */
export const presence: Presence = {
  manifest,
  roots: ampRoots,
  // Each answer states the window that it had.
  modelWindow: () => undefined,
  matchProcess: matchAmpProcess,
}
