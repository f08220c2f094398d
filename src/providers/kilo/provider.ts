import { sessionDatabase } from '../lineages/opencode/documents.ts'
import { neverByLine } from '../never-by-line.ts'
import { matchProgram, type Program } from '../lineages/opencode/processes.ts'
import { type Places, rootsOf, transcriptOf } from '../lineages/opencode/roots.ts'
import { windowByName } from '../windows-by-name.ts'
import type { Provider } from '../provider.ts'
import { manifest } from './manifest.ts'

/** `kilo.db`; versions that are no release, and the first ones, keep the name that the fork began with. */
const PLACES: Places = {
  folder: 'kilo',
  databaseVariable: 'KILO_DB',
  database: /^(?:kilo|opencode)(?:-[\w.-]+)?\.db$/,
}
const PROGRAM: Program = {
  name: 'kilo',
  hosts: [],
  otherCommands: [
    '__pty-smoke',
    'cloud',
    'config',
    'console',
    'daemon',
    'dev-alias',
    'dev-setup',
    'org',
    'profile',
    'remote',
    'roll-call',
    'soul',
    'worktree',
  ],
}

/** Kilo's terminal, `kilo run`, and the servers behind its editor extensions. */
export const provider: Provider = {
  manifest,
  roots: (environment) => rootsOf(PLACES, environment),
  transcript: (path) => transcriptOf(PLACES, path),
  parser: neverByLine,
  documents: sessionDatabase,
  modelWindow: windowByName,
  matchProcess: (process) => matchProgram(PROGRAM, process),
}
