import type { ProcessInfo } from '../../shared/domain/process.ts'
import { isUuid } from '../lineages/gemini/ids.ts'
import { commandLine, isRelaunched, nodeProgram } from '../node-program.ts'
import type { ProcessMatch } from '../provider.ts'

/** The link that npm makes, and the scripts within the package. */
const SCRIPT = /(?:^|[\\/])(?:\.?bin[\\/]qwen|qwen-code[\\/](?:.+[\\/])?(?:cli|cli-entry|index)\.js)$/
/** Commands that run no session. Any other first word belongs to a prompt. */
const OTHER_COMMANDS = new Set(['mcp', 'extensions', 'auth', 'hooks', 'channel', 'sessions', 'update'])
const HOSTS = new Set(['serve'])
const ANSWERS_AND_ENDS = ['-h', '--help', '-v', '--version', '-l', '--list-extensions']
const VALUE_OPTIONS = new Set([
  '-m',
  '--model',
  '-p',
  '--prompt',
  '-i',
  '--prompt-interactive',
  '-e',
  '--extensions',
  '-o',
  '--output-format',
  '--input-format',
  '-r',
  '--resume',
  '--session-id',
  '--approval-mode',
  '--auth-type',
  '--allowed-mcp-server-names',
  '--allowed-tools',
  '--include-directories',
  '--add-dir',
  '--openai-api-key',
  '--openai-base-url',
  '--max-session-turns',
])

/**
 * Tells what a process is to Qwen Code. `bin/qwen` starts `cli.js`, and `cli.js` starts itself anew: the innermost
 * is the session. Without a terminal the second takes the first one's place, and stays alone.
 */
export function matchQwenProcess(
  process: ProcessInfo,
  parent: ProcessInfo | undefined,
): ProcessMatch | undefined {
  const program = nodeProgram(process)
  if (!program || !SCRIPT.test(program.script)) return undefined
  const line = commandLine(program.args, VALUE_OPTIONS)
  const [command] = line.words
  if (line.has(...ANSWERS_AND_ENDS) || OTHER_COMMANDS.has(command ?? '')) return undefined
  if (!isRelaunched(program, parent)) return { role: 'wrapper', sessionHint: undefined }
  if (HOSTS.has(command ?? '')) return { role: 'host', sessionHint: undefined }
  const named = line.value('-r', '--resume', '--session-id')
  return { role: 'session', sessionHint: named !== undefined && isUuid(named) ? named : undefined }
}
