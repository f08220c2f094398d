import { type ProcessInfo, programName } from '../shared/domain/process.ts'

const RUNTIME = /^(?:node|nodejs|bun|deno)\d*$/
/** Options of Node with a value of their own, before the script's name. */
const NODE_VALUE_OPTIONS = new Set(['-r', '--require', '--import', '--loader', '-C', '--conditions'])
/** Option of Node that evaluates text in place of a script. */
const NODE_EVALUATES = new Set(['-e', '--eval', '-p', '--print'])

/** A script that Node runs. */
export interface NodeProgram {
  /** Path of the script, as it was called. */
  readonly script: string
  readonly args: readonly string[]
  /** True where Node was given a larger heap, as these programs do when they start themselves anew. */
  readonly hasLargeHeap: boolean
}

/** The script that a process runs; `undefined` where it is not Node, or runs none. */
export function nodeProgram({ exe, argv, zombie }: ProcessInfo): NodeProgram | undefined {
  const [called, ...rest] = argv
  if (zombie || called === undefined || !RUNTIME.test(programName(exe ?? called))) return undefined
  let index = 0
  for (let arg = rest[index]; arg?.startsWith('-'); arg = rest[index]) {
    if (NODE_EVALUATES.has(arg)) return undefined
    index += NODE_VALUE_OPTIONS.has(arg) ? 2 : 1
  }
  const script = rest[index]
  if (script === undefined) return undefined
  const hasLargeHeap = rest.slice(0, index).some((arg) => arg.startsWith('--max-old-space-size'))
  return { script, args: rest.slice(index + 1), hasLargeHeap }
}

/**
 * Arguments of a program that comes as a native binary called `name`, or as a `script` that Node runs; `undefined`
 * for any other process.
 */
export function programArguments(
  process: ProcessInfo,
  name: string,
  script: RegExp,
): readonly string[] | undefined {
  const [called, ...args] = process.argv
  if (process.zombie || called === undefined) return undefined
  if (programName(process.exe ?? called) === name) return args
  const program = nodeProgram(process)
  return program && script.test(program.script) ? program.args : undefined
}

/** True where the program was started anew by another run of the same script, which now only waits for it. */
export function isRelaunched(program: NodeProgram, parent: ProcessInfo | undefined): boolean {
  return program.hasLargeHeap || (parent !== undefined && nodeProgram(parent)?.script === program.script)
}

/** The words of a command line that are neither options nor their values, and the values of one option. */
export interface CommandLine {
  readonly words: readonly string[]
  has(...options: readonly string[]): boolean
  value(...options: readonly string[]): string | undefined
}

/** `valueOptions` take the next argument as their value, unless it is written behind a `=`. */
export function commandLine(args: readonly string[], valueOptions: ReadonlySet<string>): CommandLine {
  const words: string[] = []
  const options = new Map<string, string>()
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? ''
    if (arg === '--') {
      words.push(...args.slice(index + 1))
      break
    }
    const equals = arg.indexOf('=')
    if (!arg.startsWith('-')) words.push(arg)
    else if (equals > 0) options.set(arg.slice(0, equals), arg.slice(equals + 1))
    else if (valueOptions.has(arg)) options.set(arg, args[++index] ?? '')
    else options.set(arg, '')
  }
  return {
    words,
    has: (...names) => names.some((name) => options.has(name)),
    value: (...names) => names.map((name) => options.get(name)).find((value) => value !== undefined),
  }
}
