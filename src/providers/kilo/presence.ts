import type { Presence } from '../provider.ts'
import { matchProgram, type Program } from '../lineages/opencode/processes.ts'
import { rootsOf } from '../lineages/opencode/roots.ts'
import { windowByName } from '../windows-by-name.ts'
import { manifest } from './manifest.ts'
import { PLACES } from './places.ts'

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
export const presence: Presence = {
  manifest,
  roots: (environment) => rootsOf(PLACES, environment),
  modelWindow: windowByName,
  matchProcess: (process) => matchProgram(PROGRAM, process),
}
