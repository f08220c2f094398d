import type { Presence } from '../provider.ts'
import { matchProgram, type Program } from '../lineages/opencode/processes.ts'
import { rootsOf } from '../lineages/opencode/roots.ts'
import { windowByName } from '../windows-by-name.ts'
import { manifest } from './manifest.ts'
import { PLACES } from './places.ts'
import { storageRoot } from './storage-places.ts'

const PROGRAM: Program = { name: 'opencode', hosts: [], otherCommands: [] }

/**
 * opencode: its terminal, `opencode run`, and its servers. There is no `sessionOfOpenFile`: a process keeps the database
 * open, and that holds every session.
 */
export const presence: Presence = {
  manifest,
  roots(environment) {
    const roots = rootsOf(PLACES, environment)
    // The first is the folder for data.
    return [...roots, ...roots.slice(0, 1).map(({ path }) => storageRoot(path, environment))]
  },
  modelWindow: windowByName,
  matchProcess: (process) => matchProgram(PROGRAM, process),
  start: (prompt) => ({ program: 'opencode', args: ['--prompt', prompt] }),
}
