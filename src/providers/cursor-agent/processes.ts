import { type ProcessInfo, programName } from '../../shared/domain/process.ts'
import { commandLine } from '../node-program.ts'
import type { ProcessMatch } from '../provider.ts'

/** The agent brings a Node of its own, which is called by the name of the command that started it. */
const PROGRAM = /^(?:node|agent|cursor-agent)$/
/** Other products have commands of these names: only the script's place tells. */
const SCRIPT = /[\\/]cursor-agent[\\/]versions[\\/][^\\/]+[\\/]index\.js$/
/** Commands that run no chat. Any other first word is a prompt. */
const OTHER_COMMANDS: ReadonlySet<string | undefined> = new Set([
  'about',
  'create-chat',
  'help',
  'install-shell-integration',
  'login',
  'logout',
  'mcp',
  'models',
  'status',
  'uninstall-shell-integration',
  'update',
  'upgrade',
  'whoami',
  // Works for a chat that another process runs.
  'worker-server',
])
const VALUE_OPTIONS: ReadonlySet<string> = new Set([
  '--api-key',
  '--endpoint',
  '--header',
  '--mode',
  '--model',
  '--output-format',
  '--resume',
  '--sandbox',
  '--workspace',
  '-H',
  '-a',
  '-e',
])
const CHAT_ID = /^[\da-f]{8}-[\da-f-]{27}$/i

/** Tells what a process is to the agent, by program and script, never by a word somewhere in them. */
export function matchAgentProcess(process: ProcessInfo): ProcessMatch | undefined {
  const [called, ...args] = process.argv
  if (process.zombie || called === undefined) return undefined
  if (!PROGRAM.test(programName(called)) && !PROGRAM.test(programName(process.exe ?? ''))) return undefined
  // Node's own options stand before the script.
  const script = args.findIndex((arg) => !arg.startsWith('-'))
  if (!SCRIPT.test(args[script] ?? '')) return undefined
  const line = commandLine(args.slice(script + 1), VALUE_OPTIONS)
  if (line.has('-h', '--help', '-v', '--version', '--list-models')) return undefined
  if (OTHER_COMMANDS.has(line.words[0])) return undefined
  if (line.words[0] === 'acp') return { role: 'host', sessionHint: undefined }
  const named = line.value('--resume')
  return { role: 'session', sessionHint: named !== undefined && CHAT_ID.test(named) ? named : undefined }
}
