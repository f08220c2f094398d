import { type ProcessInfo, programName } from '../../shared/domain/process.ts'
import type { ProcessMatch } from '../provider.ts'

/** Runtimes that start the program from its npm package; before it was a native program, they ran it. */
const RUNTIME = /^(?:node\d*|nodejs|bun|deno)$/
/** The npm package's launcher, by any of its paths. */
const LAUNCHER =
  /(?:^|[\\/])bin[\\/]copilot$|[\\/]\.bin[\\/]copilot$|[\\/]@github[\\/]copilot[\\/](?:npm-loader|index)\.js$/
/** Options of Node with a value of their own, before the script's name. */
const NODE_VALUE_OPTIONS = new Set(['-r', '--require', '--import', '--loader', '-C', '--conditions'])
const ANSWERS_AND_ENDS = new Set(['-h', '--help', '-v', '--version'])
/** How editors and other programs run it: many sessions, over standard input or a port. */
const SERVES = new Set(['--acp', '--headless', '--server'])
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Tells what a process is to Copilot, by program and arguments, never by a word somewhere in them. */
export function matchCopilotProcess(process: ProcessInfo): ProcessMatch | undefined {
  const [called, ...args] = process.argv
  if (process.zombie || called === undefined) return undefined
  const program = programName(process.exe ?? called)
  if (program === 'copilot') return matchArguments(args)
  return RUNTIME.test(program) ? matchLauncher(args) : undefined
}

function matchLauncher(args: readonly string[]): ProcessMatch | undefined {
  let index = 0
  for (let arg = args[index]; arg?.startsWith('-'); arg = args[index]) {
    index += NODE_VALUE_OPTIONS.has(arg) ? 2 : 1
  }
  const script = args[index]
  if (script === undefined || !LAUNCHER.test(script)) return undefined
  const match = matchArguments(args.slice(index + 1))
  return match && { ...match, role: 'wrapper' }
}

/**
 * Prompts are values of options, so a first word is a command (`login`, `mcp`, `update`), which runs no session.
 * Every command of AWS Copilot, another program of the same name, is such a word too.
 */
function matchArguments(args: readonly string[]): ProcessMatch | undefined {
  const [first] = args
  if (first !== undefined && !first.startsWith('-')) return undefined
  if (args.some((arg) => ANSWERS_AND_ENDS.has(arg))) return undefined
  if (args.some((arg) => SERVES.has(arg))) return { role: 'host', sessionHint: undefined }
  return { role: 'session', sessionHint: resumedSession(args) }
}

/** The session that `--resume` names. Without a value it asks; a name or the start of an id is no id. */
function resumedSession(args: readonly string[]): string | undefined {
  const at = args.findIndex((arg) => /^(?:--resume|-r)(?:=|$)/.test(arg))
  const option = args[at]
  const value = option?.includes('=') ? option.slice(option.indexOf('=') + 1) : args[at + 1]
  return option !== undefined && value !== undefined && UUID.test(value) ? value.toLowerCase() : undefined
}
