import type { ProcessInfo } from '../../shared/domain/process.ts'
import { commandLine, nodeProgram } from '../node-program.ts'
import type { ProcessMatch } from '../provider.ts'

/** The command is a script of Node's, called by its own path or by that of a link to it. */
const SCRIPT = /[\\/]bin[\\/]roo$/
/** Commands that run no session. Any other first word is a folder. */
const OTHER_COMMANDS: ReadonlySet<string | undefined> = new Set(['auth', 'list', 'upgrade'])
const VALUE_OPTIONS: ReadonlySet<string> = new Set([
  '--api-key',
  '--create-with-session-id',
  '--extension',
  '--mode',
  '--model',
  '--output-format',
  '--prompt',
  '--prompt-file',
  '--provider',
  '--reasoning-effort',
  '--session-id',
  '--workspace',
  '-M',
  '-P',
  '-e',
  '-k',
  '-m',
  '-r',
  '-w',
])
const SESSION_ID = /^[\da-f-]{36}$/i

/** Tells what a process is to Roo Code's command line. The extension runs in its editor's processes, which name no session. */
export function matchRooProcess(process: ProcessInfo): ProcessMatch | undefined {
  const program = nodeProgram(process)
  if (!program || !SCRIPT.test(program.script)) return undefined
  const line = commandLine(program.args, VALUE_OPTIONS)
  if (line.has('-h', '--help', '-V', '--version') || OTHER_COMMANDS.has(line.words[0])) return undefined
  const named = line.value('--session-id', '--create-with-session-id')
  const sessionHint = named !== undefined && SESSION_ID.test(named) ? named : undefined
  return { role: 'session', sessionHint }
}
