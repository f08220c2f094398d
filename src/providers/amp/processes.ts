import type { ProcessInfo } from '../../shared/domain/process.ts'
import { commandLine, programArguments } from '../node-program.ts'
import type { ProcessMatch } from '../provider.ts'
import { isThreadId } from './roots.ts'

/** The npm package's program, by its older and its newer name. */
const SCRIPT =
  /(?:^|[\\/])\.?bin[\\/]amp$|[\\/]@(?:sourcegraph[\\/]amp|ampcode[\\/]cli)[\\/](?:[\w.-]+[\\/])*[\w-]+\.[cm]?js$/
/** First words that run no session. */
const COMMANDS: ReadonlySet<string> = new Set([
  'doctor',
  'login',
  'logout',
  'mcp',
  'permissions',
  'skill',
  'tools',
  'top',
  'update',
  'usage',
])
const CONTINUES = /^(?:c|continue)$/
const VALUE_OPTIONS: ReadonlySet<string> = new Set([
  '-m',
  '-x',
  '--execute',
  '--log-file',
  '--log-level',
  '--mcp-config',
  '--mode',
  '--settings-file',
  '--visibility',
])
const ANSWERS_AND_ENDS = ['-h', '--help', '-V', '--version'] as const

/** Tells what a process is to Amp: a native program, or a script of its npm package. */
export function matchAmpProcess(process: ProcessInfo): ProcessMatch | undefined {
  const args = programArguments(process, 'amp', SCRIPT)
  if (!args) return undefined
  const line = commandLine(args, VALUE_OPTIONS)
  const [command, subcommand = '', thread = ''] = line.words
  if (line.has(...ANSWERS_AND_ENDS) || (command !== undefined && COMMANDS.has(command))) return undefined
  const isThreads = command === 'threads' || command === 't'
  if (!isThreads) return { role: 'session', sessionHint: undefined }
  // All others list threads or change them.
  if (!CONTINUES.test(subcommand)) return undefined
  return { role: 'session', sessionHint: isThreadId(thread) ? thread : undefined }
}
