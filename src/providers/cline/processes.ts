import { type ProcessInfo, programName } from '../../shared/domain/process.ts'
import type { ProcessMatch } from '../provider.ts'

const RUNTIME = /^(?:node|nodejs|bun|deno|MainThread)$/
/** The npm package's own program is called `.cline`: its launcher has the plain name. */
const PROGRAM = /^\.?cline$/
const LAUNCHER = /(?:^|[\\/])\.?bin[\\/]cline(?:\.[cm]?js)?$/
const HUB = '--cline-hub-daemon'
/** Commands that run no session. Any other first word is a prompt. */
const OTHER_COMMANDS: ReadonlySet<string> = new Set([
  'auth',
  'config',
  'connect',
  'dashboard',
  'dev',
  'doctor',
  'help',
  'history',
  'hook',
  'hub',
  'kanban',
  'list',
  'mcp',
  'plugin',
  'rpc',
  'schedule',
  'update',
  'version',
])
const VALUE_OPTIONS: ReadonlySet<string> = new Set([
  '--config',
  '--cwd',
  '--data-dir',
  '--hooks-dir',
  '--id',
  '--key',
  '--model',
  '--provider',
  '--reasoning-effort',
  '--retries',
  '--system',
  '--team-name',
  '--timeout',
  '-P',
  '-c',
  '-k',
  '-m',
  '-s',
  '-t',
])
const ANSWERS_AND_ENDS: ReadonlySet<string> = new Set(['-h', '--help', '-V', '--version'])
const SESSION_ID = /^\w+$/

/** Tells what a process is to Cline, by program and arguments, never by a word somewhere in them. */
export function matchClineProcess(process: ProcessInfo): ProcessMatch | undefined {
  const [called, ...args] = process.argv
  if (process.zombie || called === undefined) return undefined
  const program = programName(process.exe ?? called)
  if (PROGRAM.test(program)) return matchArguments(args)
  const [script, ...rest] = args
  if (!RUNTIME.test(program) || script === undefined || !LAUNCHER.test(script)) return undefined
  return matchArguments(rest) && { role: 'wrapper', sessionHint: undefined }
}

function matchArguments(args: readonly string[]): ProcessMatch | undefined {
  // The hub stays when all sessions are closed, and no file says which of them it runs.
  if (args.includes(HUB) || args.some((arg) => ANSWERS_AND_ENDS.has(arg))) return undefined
  if (OTHER_COMMANDS.has(firstWord(args) ?? '')) return undefined
  if (args.includes('--acp')) return { role: 'host', sessionHint: undefined }
  return { role: 'session', sessionHint: resumedSession(args) }
}

function firstWord(args: readonly string[]): string | undefined {
  let index = 0
  for (let arg = args[index]; arg?.startsWith('-'); arg = args[index]) index += VALUE_OPTIONS.has(arg) ? 2 : 1
  return args[index]
}

/** The session that `--id` continues. */
function resumedSession(args: readonly string[]): string | undefined {
  const named = args.flatMap((arg, index) =>
    arg === '--id' ? (args[index + 1] ?? []) : (/^--id=(.*)$/.exec(arg)?.[1] ?? []),
  )
  return named.find((id) => SESSION_ID.test(id))
}
