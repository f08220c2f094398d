import { sessionDatabase } from '../lineages/opencode/documents.ts'
import { neverByLine } from '../never-by-line.ts'
import { matchProgram, type Program } from '../lineages/opencode/processes.ts'
import { type Places, rootsOf, transcriptOf } from '../lineages/opencode/roots.ts'
import { windowByName } from '../windows-by-name.ts'
import type { Provider } from '../provider.ts'
import { manifest } from './manifest.ts'

/** `opencode.db`, and `opencode-<channel>.db` for versions that are no release. */
const PLACES: Places = {
  folder: 'opencode',
  databaseVariable: 'OPENCODE_DB',
  database: /^opencode(?:-[\w.-]+)?\.db$/,
}
const PROGRAM: Program = { name: 'opencode', hosts: [], otherCommands: [] }

/**
 * opencode: its terminal, `opencode run`, and its servers. There is no `sessionOfOpenFile`: a process keeps the database
 * open, and that holds every session.
 */
export const provider: Provider = {
  manifest,
  roots: (environment) => rootsOf(PLACES, environment),
  transcript: (path) => transcriptOf(PLACES, path),
  parser: neverByLine,
  documents: sessionDatabase,
  modelWindow: windowByName,
  matchProcess: (process) => matchProgram(PROGRAM, process),
}
