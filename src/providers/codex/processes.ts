import { type ProcessInfo, programName } from '../../shared/domain/process.ts'
import type { ProcessMatch } from '../provider.ts'
import { isUuid } from './ids.ts'

/** The native program: `codex`, or `codex-x86_64-unknown-linux-musl` as the releases name it. */
const NATIVE = /^codex(?:-(?:x86_64|aarch64)-[a-z0-9_-]+)?$/
/** Runtimes that start the program from its npm package. */
const RUNTIME = /^(?:node|nodejs|bun|deno)$/
/** The npm package's launcher, by either of its two paths. */
const LAUNCHER = /(?:^|[\\/])bin[\\/]codex(?:\.js)?$/

/** Commands that run no session. Any other first word is one that does (`exec`, `resume`) or a prompt. */
const OTHER_COMMANDS = new Set([
  'a',
  'app',
  'apply',
  'archive',
  'cloud',
  'cloud-tasks',
  'completion',
  'debug',
  'delete',
  'doctor',
  'exec-server',
  'execpolicy',
  'features',
  'help',
  'login',
  'logout',
  'mcp',
  'plugin',
  'responses-api-proxy',
  'sandbox',
  'stdio-to-uds',
  'unarchive',
  'update',
])
/** Options that take the next argument as their value. */
const VALUE_OPTIONS = new Set([
  '-a',
  '-c',
  '-C',
  '-i',
  '-m',
  '-o',
  '-p',
  '-s',
  '--add-dir',
  '--ask-for-approval',
  '--cd',
  '--color',
  '--config',
  '--disable',
  '--enable',
  '--image',
  '--listen',
  '--local-provider',
  '--model',
  '--output-last-message',
  '--output-schema',
  '--profile',
  '--remote',
  '--sandbox',
])
/** Options of Node with a value of their own, before the script's name. */
const NODE_VALUE_OPTIONS = new Set(['-r', '--require', '--import', '--loader', '-C', '--conditions'])
const ANSWERS_AND_ENDS = new Set(['-h', '--help', '-V', '--version'])

/** Tells what a process is to Codex, by program and arguments, never by a word somewhere in them. */
export function matchCodexProcess(process: ProcessInfo): ProcessMatch | undefined {
  const [called, ...args] = process.argv
  if (process.zombie || called === undefined) return undefined
  const program = programName(process.exe ?? called)
  if (RUNTIME.test(program)) return matchLauncher(args)
  // The program plays other parts under other names: `apply_patch`, `codex-linux-sandbox`.
  if (!NATIVE.test(program) || !NATIVE.test(programName(called))) return undefined
  return matchArguments(args)
}

function matchLauncher(args: readonly string[]): ProcessMatch | undefined {
  const [script, ...rest] = withoutOptions(args, NODE_VALUE_OPTIONS)
  if (script === undefined || !LAUNCHER.test(script)) return undefined
  return matchArguments(rest) && { role: 'wrapper', sessionHint: undefined }
}

function matchArguments(args: readonly string[]): ProcessMatch | undefined {
  const promptAt = args.indexOf('--')
  const words = promptAt < 0 ? args : args.slice(0, promptAt)
  if (words[0]?.startsWith('--codex-run-as-')) return undefined
  if (words.some((word) => ANSWERS_AND_ENDS.has(word))) return undefined
  const [command, ...rest] = withoutOptions(words, VALUE_OPTIONS)
  if (command === undefined) return { role: 'session', sessionHint: undefined }
  if (command === 'app-server') return matchAppServer(rest)
  if (command === 'mcp-server') return { role: 'host', sessionHint: undefined }
  if (OTHER_COMMANDS.has(command)) return undefined
  return { role: 'session', sessionHint: resumedThread(command, rest) }
}

/** The server itself has no command, or `daemon`; the tools around it (bindings, updates) have others. */
function matchAppServer(args: readonly string[]): ProcessMatch | undefined {
  const [command, verb] = withoutOptions(args, VALUE_OPTIONS)
  const isServer = command === undefined || (command === 'daemon' && (verb === undefined || verb === 'run'))
  if (!isServer) return undefined
  // A window starts this one for all windows; it lets go of a thread a minute after the thread's window was closed.
  const outlivesWindows = args.includes('--managed-daemon')
  return { role: 'host', sessionHint: undefined, ...(outlivesWindows && { outlivesWindows }) }
}

/** The thread that `resume` names, also behind `exec`. A name is no id, and a fork gets an id of its own. */
function resumedThread(command: string, args: readonly string[]): string | undefined {
  const [first, ...rest] = withoutOptions(args, VALUE_OPTIONS)
  if (command === 'resume') return first !== undefined && isUuid(first) ? first.toLowerCase() : undefined
  const isResumeBehindExec = (command === 'exec' || command === 'e') && first === 'resume'
  return isResumeBehindExec ? resumedThread('resume', rest) : undefined
}

/** Everything from the first argument on that is neither an option nor an option's value. */
function withoutOptions(args: readonly string[], valueOptions: ReadonlySet<string>): readonly string[] {
  let index = 0
  for (let arg = args[index]; arg?.startsWith('-'); arg = args[index]) index += valueOptions.has(arg) ? 2 : 1
  return args.slice(index)
}
