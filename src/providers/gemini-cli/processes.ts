import type { ProcessInfo } from '../../shared/domain/process.ts'
import { isUuid } from '../lineages/gemini/ids.ts'
import { commandLine, isRelaunched, nodeProgram } from '../node-program.ts'
import type { ProcessMatch } from '../provider.ts'

/** The program by the link that npm makes, or by its script within the package. */
const SCRIPT =
  /(?:^|[\\/])(?:\.?bin[\\/]gemini|(?:@google[\\/]gemini-cli|gemini-cli)[\\/](?:.+[\\/])?(?:index|gemini)\.js)$/
/** Commands that run no session. Any other first word belongs to a prompt. */
const OTHER_COMMANDS = new Set(['mcp', 'extensions', 'extension', 'skills', 'skill', 'hooks', 'hook'])
const ANSWERS_AND_ENDS = [
  '-h',
  '--help',
  '-v',
  '--version',
  '-l',
  '--list-extensions',
  '--list-sessions',
  '--delete-session',
]
/** Options that take the next argument as their value. */
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
  '-r',
  '--resume',
  '--allowed-mcp-server-names',
  '--allowed-tools',
  '--approval-mode',
  '--delete-session',
  '--include-directories',
  '--policy',
])

/** Tells what a process is to Gemini CLI. The one that a person starts only waits for a second run of itself. */
export function matchGeminiProcess(
  process: ProcessInfo,
  parent: ProcessInfo | undefined,
): ProcessMatch | undefined {
  const program = nodeProgram(process)
  if (!program || !SCRIPT.test(program.script)) return undefined
  const line = commandLine(program.args, VALUE_OPTIONS)
  if (line.has(...ANSWERS_AND_ENDS) || OTHER_COMMANDS.has(line.words[0] ?? '')) return undefined
  if (!isRelaunched(program, parent)) return { role: 'wrapper', sessionHint: undefined }
  // `latest` and numbers name a session too, but only to who knows the list at that time.
  const resumed = line.value('-r', '--resume')
  return { role: 'session', sessionHint: resumed !== undefined && isUuid(resumed) ? resumed : undefined }
}
