import type { Presence } from '../provider.ts'
import { manifest } from './manifest.ts'
import { piModelWindow } from './models.ts'
import { matchPiProcess } from './processes.ts'
import { piRoots } from './roots.ts'

/** The Pi coding agent. It neither keeps its transcript open nor writes down which process runs a session. */
export const presence: Presence = {
  manifest,
  roots: piRoots,
  modelWindow: piModelWindow,
  matchProcess: matchPiProcess,
  start: (prompt) => ({ program: 'pi', args: [prompt] }),
}
