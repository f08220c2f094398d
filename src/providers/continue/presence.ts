import type { Presence } from '../provider.ts'
import { windowByName } from '../windows-by-name.ts'
import { manifest } from './manifest.ts'
import { matchContinueProcess } from './processes.ts'
import { continueRoots } from './roots.ts'

/** Continue: its command line `cn`, and sessions of its editors. Nothing says which process runs a session. */
export const presence: Presence = {
  manifest,
  roots: continueRoots,
  modelWindow: windowByName,
  matchProcess: matchContinueProcess,
}
