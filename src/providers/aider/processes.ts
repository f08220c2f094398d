import { type ProcessInfo, programName } from '../../shared/domain/process.ts'
import type { ProcessMatch } from '../provider.ts'

const PYTHON = /^(?:python|pypy)[\d.]*w?$/i
/** Options of Python with a value of their own, before the script's name. */
const PYTHON_VALUE_OPTIONS: ReadonlySet<string> = new Set(['-W', '-X', '--check-hash-based-pycs'])
/** The script that installers put into a folder of programs. On Windows it is packed into a starter. */
const SCRIPT = /[\\/](?:bin|Scripts)[\\/]aider(?:\.exe|-script\.pyw?)?$/i
/** The starter: it runs Python with itself as the script, and waits. */
const STARTER = 'aider'
const MODULE = /^aider(?:\.(?:main|__main__))?$/
/** Options that answer or do one thing, and end. */
const ANSWERS_AND_ENDS: ReadonlySet<string> = new Set([
  '--commit',
  '--exit',
  '--help',
  '--install-main-branch',
  '--just-check-update',
  '--lint',
  '--list-models',
  '--models',
  '--show-prompts',
  '--show-repo-map',
  '--test',
  '--upgrade',
  '--update',
  '--version',
  '-h',
])

/** Tells what a process is to Aider, by program and script, never by a word somewhere in them. */
export function matchAiderProcess(process: ProcessInfo): ProcessMatch | undefined {
  const [called, ...args] = process.argv
  if (process.zombie || called === undefined) return undefined
  const program = programName(process.exe ?? called)
  if (program === STARTER) return isOther(args) ? undefined : { role: 'wrapper', sessionHint: undefined }
  const own = PYTHON.test(program) ? ownArguments(args) : undefined
  // Chats have no names: a history is continued by starting a new one.
  return own === undefined || isOther(own) ? undefined : { role: 'session', sessionHint: undefined }
}

function isOther(args: readonly string[]): boolean {
  return args.some((arg) => ANSWERS_AND_ENDS.has(arg))
}

/** The arguments that Python hands to Aider; `undefined` where it runs something else. */
function ownArguments(args: readonly string[]): readonly string[] | undefined {
  let index = 0
  for (let arg = args[index]; arg?.startsWith('-'); arg = args[index]) {
    if (arg === '-m') return MODULE.test(args[index + 1] ?? '') ? args.slice(index + 2) : undefined
    if (arg === '-c' || arg === '-') return undefined
    index += PYTHON_VALUE_OPTIONS.has(arg) ? 2 : 1
  }
  return SCRIPT.test(args[index] ?? '') ? args.slice(index + 1) : undefined
}
