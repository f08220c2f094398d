import { type ProcessInfo, programName } from '../../shared/domain/process.ts'
import type { ProcessMatch } from '../provider.ts'
import { sessionOfFile } from './roots.ts'

const RUNTIME = /^(?:node\d*|nodejs|bun|deno)$/
/** The npm package's program, by any of its paths. */
const SCRIPT = /(?:^|[\\/])(?:\.bin|bin)[\\/]pi$|[\\/]pi-coding-agent[\\/]dist[\\/](?:bun[\\/])?cli\.js$/
/** Options of Node with a value of their own, before the script's name. */
const NODE_VALUE_OPTIONS = new Set(['-r', '--require', '--import', '--loader', '-C', '--conditions'])
/** First words that run no session. Any other is a prompt, a file or an option. */
const COMMANDS = new Set(['config', 'install', 'list', 'remove', 'uninstall', 'update'])
const ANSWERS_AND_ENDS = new Set(['-h', '--help', '-v', '--version', '--list-models', '--export'])
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * Tells what a process is to Pi. It renames itself: on Linux its whole command line becomes `pi`, and the runtime is seen
 * in the program's file alone. Elsewhere, and at its very start, the script stands among the arguments.
 */
export function matchPiProcess(process: ProcessInfo): ProcessMatch | undefined {
  const [called, ...args] = process.argv
  if (process.zombie || called === undefined) return undefined
  const program = programName(process.exe ?? called)
  if (program === 'pi') return matchArguments(args)
  if (!RUNTIME.test(program)) return undefined
  if (called === 'pi') return matchArguments(args)
  let index = 0
  for (let arg = args[index]; arg?.startsWith('-'); arg = args[index]) {
    index += NODE_VALUE_OPTIONS.has(arg) ? 2 : 1
  }
  return SCRIPT.test(args[index] ?? '') ? matchArguments(args.slice(index + 1)) : undefined
}

function matchArguments(args: readonly string[]): ProcessMatch | undefined {
  if (COMMANDS.has(args[0] ?? '') || args.some((arg) => ANSWERS_AND_ENDS.has(arg))) return undefined
  return { role: 'session', sessionHint: namedSession(args) }
}

/** The session that `--session` names, by its file or its whole id. `--fork` makes one with another id. */
function namedSession(args: readonly string[]): string | undefined {
  const at = args.indexOf('--session')
  const value = at < 0 ? undefined : args[at + 1]
  if (value === undefined) return undefined
  return UUID.test(value) ? value.toLowerCase() : sessionOfFile(value)
}
