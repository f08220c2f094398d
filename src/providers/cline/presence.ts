import type { Presence } from '../provider.ts'
import { manifest } from './manifest.ts'
import { matchClineProcess } from './processes.ts'
import { clineRoots } from './roots.ts'

/**
 * Cline's command line, and its extension for editors. The header of a session names its process; it lies in a folder of the
 * session's own, and folders cannot be listed here, so there are no `liveClaims`.
 */
export const presence: Presence = {
  manifest,
  roots: clineRoots,
  // The same model has other windows at other servers, and Cline writes down neither.
  modelWindow: () => undefined,
  matchProcess: matchClineProcess,
  // As its reference has it: `cline [prompt]`, interactive where its input is a terminal.
  start: (prompt) => ({ program: 'cline', args: [prompt] }),
}
