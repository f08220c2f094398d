import { type ProcessInfo, programName } from '../../shared/domain/process.ts'
import type { ProcessMatch } from '../provider.ts'

const PROGRAM = 'claude'
/** Programs that run the JavaScript builds (up to about 2.1.112). `MainThread` is what some systems call a Node process. */
const SCRIPT_RUNNERS: ReadonlySet<string> = new Set(['node', 'nodejs', 'bun', 'deno', 'MainThread'])
/** Ends of the path of the script that is the program. */
const SCRIPT = /[/\\]@anthropic-ai[/\\]claude-code[/\\](?:cli\.m?js|bin[/\\]claude(?:\.exe)?)$/
const SCRIPT_LINK = /[/\\]\.?bin[/\\]claude$/
/** The npm package's script that only starts the native program. */
const WRAPPER_SCRIPT = /[/\\]@anthropic-ai[/\\]claude-code[/\\]cli-wrapper\.c?m?js$/
/** A native build is named after its version, in a folder that is named after the program. */
const VERSION_FILE = /[/\\]claude[/\\]versions[/\\]\d[^/\\]*$/
/** The desktop app is another program with the same name. */
const DESKTOP_APP =
  /[/\\](?:Claude\.app[/\\]Contents[/\\]MacOS[/\\]Claude|AnthropicClaude[/\\].*|WindowsApps[/\\]Claude_.*)$/
/** Claude Code contains these programs, and starts itself under their names for `grep`, `find` and searches. */
const BUILT_IN_PROGRAMS: ReadonlySet<string> = new Set(['ugrep', 'bfs', 'rg'])
/** First arguments of processes that run no session, or only lead to one. */
const OTHER_COMMANDS: ReadonlySet<string> = new Set([
  'agents',
  'attach',
  'auth',
  'auto-mode',
  'bg-pty-host',
  'bg-spare',
  'config',
  'daemon',
  'doctor',
  'gateway',
  'import',
  'install',
  'kill',
  'logs',
  'mcp',
  'migrate-installer',
  'plugin',
  'plugins',
  'purge',
  'respawn',
  'rm',
  'setup-token',
  'stop',
  'ultrareview',
  'update',
  'upgrade',
  '--bg-pty-host',
  '--bg-spare',
  '--help',
  '-h',
  '--version',
  '-v',
])
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * Tells what a process is to Claude Code. Names are compared as wholes: an editor on `claude.md`, or a folder called claude, is
 * nothing to it.
 */
export function matchClaudeProcess(
  process: ProcessInfo,
  parent: ProcessInfo | undefined,
): ProcessMatch | undefined {
  const program = programOf(process)
  if (!program || process.zombie) return undefined
  if (program.role === 'wrapper') return { role: 'wrapper', sessionHint: undefined }
  if (OTHER_COMMANDS.has(program.args[0] ?? '') || isHelper(program.args)) return undefined
  if (isPartOf(program.args, parent)) return undefined
  return { role: 'session', sessionHint: sessionHint(program.args) }
}

interface Program {
  readonly role: 'session' | 'wrapper'
  /** What the person or the starting program wrote behind its name. */
  readonly args: readonly string[]
}

/** Finds the program that a process runs, if it is Claude Code. */
function programOf({ exe, argv }: ProcessInfo): Program | undefined {
  const [name = '', ...args] = argv
  const own = programName(exe ?? name)
  if (own === PROGRAM || (exe !== undefined && VERSION_FILE.test(withoutMark(exe)))) {
    return isOtherProgram(exe ?? name, name) ? undefined : { role: 'session', args }
  }
  if (!SCRIPT_RUNNERS.has(own)) return undefined
  // `process.title` replaces the whole command line: the flags are not to be seen any more.
  if (programName(name) === PROGRAM) return { role: 'session', args }
  const at = args.findIndex((argument) => !argument.startsWith('-'))
  const script = args[at] ?? ''
  if (WRAPPER_SCRIPT.test(script)) return { role: 'wrapper', args: [] }
  return SCRIPT.test(script) || SCRIPT_LINK.test(script)
    ? { role: 'session', args: args.slice(at + 1) }
    : undefined
}

function isOtherProgram(path: string, name: string): boolean {
  return DESKTOP_APP.test(withoutMark(path)) || BUILT_IN_PROGRAMS.has(programName(name))
}

/** The kernel marks a program whose file was replaced by an update. */
function withoutMark(path: string): string {
  return path.replace(/ \(deleted\)$/, '')
}

/** Windows of the desktop app, and the infrastructure of background sessions. */
function isHelper(args: readonly string[]): boolean {
  return args.some(
    (argument) => argument.startsWith('--type=') || argument === '--bg-pty-host' || argument === '--bg-spare',
  )
}

/**
 * A child of a session belongs to it (on Windows its searches look like itself), unless its arguments say that it runs a session
 * of its own: an agent may start `claude -p`.
 */
function isPartOf(args: readonly string[], parent: ProcessInfo | undefined): boolean {
  const above = parent && !parent.zombie ? programOf(parent) : undefined
  if (above?.role !== 'session' || OTHER_COMMANDS.has(above.args[0] ?? '')) return false
  return !args.some((argument) => /^(?:-p|--print|-r|--resume(?:=.*)?|--session-id(?:=.*)?)$/.test(argument))
}

/** The session that the arguments name. A fork gets a new id, which only `--session-id` can tell. */
function sessionHint(args: readonly string[]): string | undefined {
  const own = valueOf(args, ['--session-id'])
  if (own !== undefined || args.includes('--fork-session')) return own
  return valueOf(args, ['--resume', '-r'])
}

/** A session may be resumed by its name as well: only an id names it for sure. */
function valueOf(args: readonly string[], flags: readonly string[]): string | undefined {
  for (const [index, argument] of args.entries()) {
    if (argument === '--') return undefined
    const inline = flags.find((flag) => argument.startsWith(`${flag}=`))
    const value = inline
      ? argument.slice(inline.length + 1)
      : flags.includes(argument)
        ? args[index + 1]
        : undefined
    if (value !== undefined && UUID.test(value)) return value.toLowerCase()
  }
  return undefined
}
