import { type ProcessInfo, programName } from '../../../shared/domain/process.ts'
import type { ProcessMatch } from '../../provider.ts'

/** What of its processes is special to a program of this lineage. */
export interface Program {
  /** Name of the native program, and of the script of the npm package that starts it. */
  readonly name: string
  /** Commands that host sessions, on top of those that all have. */
  readonly hosts: readonly string[]
  /** Commands that run no session, on top of those that all have. */
  readonly otherCommands: readonly string[]
}

const RUNTIME = /^(?:node|nodejs|bun|deno|MainThread)$/
/** Servers: over HTTP, with a page of their own, and for editors. */
const HOSTS: readonly string[] = ['serve', 'web', 'acp']
/** Any other first word is `run`, `attach`, or the project that the terminal is opened in. */
const OTHER_COMMANDS: readonly string[] = [
  'agent',
  'auth',
  'completion',
  'db',
  'debug',
  'export',
  'generate',
  'github',
  'import',
  'mcp',
  'models',
  'plug',
  'plugin',
  'pr',
  'providers',
  'session',
  'stats',
  'uninstall',
  'upgrade',
]
/** Options that take the next argument as their value. */
const VALUE_OPTIONS: ReadonlySet<string> = new Set([
  '--agent',
  '--cors',
  '--hostname',
  '--log-level',
  '--mdns-domain',
  '--model',
  '--port',
  '--prompt',
  '--replay-limit',
  '--session',
  '-m',
  '-s',
])
const RUNTIME_VALUE_OPTIONS: ReadonlySet<string> = new Set([
  '-r',
  '--require',
  '--import',
  '--loader',
  '-C',
  '--conditions',
])
const ANSWERS_AND_ENDS: ReadonlySet<string> = new Set(['-h', '--help', '-v', '--version'])
const SESSION_ID = /^ses_\w+$/

/** Tells what a process is, by program and arguments, never by a word somewhere in them. */
export function matchProgram(program: Program, process: ProcessInfo): ProcessMatch | undefined {
  const [called, ...args] = process.argv
  if (process.zombie || called === undefined) return undefined
  const running = programName(process.exe ?? called)
  if (running === program.name) return matchArguments(program, args)
  if (!RUNTIME.test(running)) return undefined
  const [script, ...rest] = withoutOptions(args, RUNTIME_VALUE_OPTIONS)
  if (script === undefined || !isLauncher(program, script)) return undefined
  return matchArguments(program, rest) && { role: 'wrapper', sessionHint: undefined }
}

/** `…/bin/opencode`, by the package's own path or by the link to it. */
function isLauncher({ name }: Program, script: string): boolean {
  const parts = script.split(/[\\/]/)
  const file = parts.at(-1)?.replace(/\.(?:[cm]?js|exe)$/, '')
  return file === name && /^\.?bin$/.test(parts.at(-2) ?? '')
}

function matchArguments(program: Program, args: readonly string[]): ProcessMatch | undefined {
  const promptAt = args.indexOf('--')
  const words = promptAt < 0 ? args : args.slice(0, promptAt)
  if (words.some((word) => ANSWERS_AND_ENDS.has(word))) return undefined
  const [command = ''] = withoutOptions(words, VALUE_OPTIONS)
  if (HOSTS.includes(command) || program.hosts.includes(command))
    return { role: 'host', sessionHint: undefined }
  if (OTHER_COMMANDS.includes(command) || program.otherCommands.includes(command)) return undefined
  return { role: 'session', sessionHint: continuedSession(words) }
}

/** The session that the arguments continue. A fork gets an id of its own. */
function continuedSession(words: readonly string[]): string | undefined {
  if (words.includes('--fork') || words.includes('--cloud-fork')) return undefined
  const named = words.flatMap((word, index) => {
    if (word === '-s' || word === '--session') return words[index + 1] ?? []
    return /^(?:-s|--session)=(.*)$/.exec(word)?.[1] ?? []
  })
  return named.find((id) => SESSION_ID.test(id))
}

/** Everything from the first argument on that is neither an option nor an option's value. */
function withoutOptions(args: readonly string[], valueOptions: ReadonlySet<string>): readonly string[] {
  let index = 0
  for (let arg = args[index]; arg?.startsWith('-'); arg = args[index]) index += valueOptions.has(arg) ? 2 : 1
  return args.slice(index)
}
