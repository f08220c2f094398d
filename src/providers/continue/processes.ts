import type { ProcessInfo } from '../../shared/domain/process.ts'
import { commandLine, programArguments } from '../node-program.ts'
import type { ProcessMatch } from '../provider.ts'

/** The npm package's program, by any of its paths. */
const SCRIPT = /(?:^|[\\/])\.?bin[\\/]cn$|[\\/]@continuedev[\\/]cli[\\/]dist[\\/](?:cn|index)\.js$/
/** First words that run no session here. Any other is a prompt. */
const COMMANDS: ReadonlySet<string> = new Set([
  'check',
  'checks',
  'config',
  'login',
  'logout',
  'ls',
  'remote',
  'remote-test',
  'review',
])
const VALUE_OPTIONS: ReadonlySet<string> = new Set([
  '--agent',
  '--allow',
  '--ask',
  '--config',
  '--exclude',
  '--fork',
  '--format',
  '--mcp',
  '--model',
  '--org',
  '--port',
  '--prompt',
  '--rule',
  '--timeout',
])
const ANSWERS_AND_ENDS = ['-h', '--help', '-v', '-V', '--version'] as const

/**
 * Tells what a process is to Continue's command line, a Node script. No argument names the session: `--resume` takes the
 * last one, and `--fork` makes one with an id of its own.
 */
export function matchContinueProcess(process: ProcessInfo): ProcessMatch | undefined {
  const args = programArguments(process, 'cn', SCRIPT)
  if (!args) return undefined
  const line = commandLine(args, VALUE_OPTIONS)
  const [command = ''] = line.words
  if (line.has(...ANSWERS_AND_ENDS) || COMMANDS.has(command)) return undefined
  return { role: command === 'acp' ? 'host' : 'session', sessionHint: undefined }
}
