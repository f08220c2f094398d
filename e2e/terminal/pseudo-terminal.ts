import { spawn, spawnSync } from 'node:child_process'
import { environmentOf, type Finished, finish, PROGRAMS, type RunOptions } from './command.ts'
import type { Home } from './home.ts'

/** Runs a shell command on a terminal of its own and copies what appears there to standard output. */
type Opener = (command: string) => readonly [file: string, ...args: string[]]

const PYTHON = 'import pty, sys; pty.spawn(["/bin/sh", "-c", sys.argv[1]])'
const opener = findOpener()

/** False where this system has no program that makes pseudo-terminals. */
export const hasPseudoTerminal = opener !== undefined

/**
 * Runs the command on a pseudo-terminal, where standard output and standard error are one.
 * Line feeds are as the program wrote them.
 */
export async function runOnTerminal(
  home: Home,
  args: readonly string[],
  { columns, ...options }: RunOptions & { readonly columns: number },
): Promise<Finished> {
  const [file, ...rest] = onTerminal(args, columns, 24, PROGRAMS.sources)
  const finished = await finish(file, rest, home, options)
  return { ...finished, stdout: finished.stdout.replaceAll('\r\n', '\n') }
}

/** A program that goes on, on a pseudo-terminal. */
export interface OpenTerminal {
  /** Types, or sends what a terminal sends. */
  readonly send: (text: string) => void
  /** All that was written to the terminal until now. */
  readonly written: () => string
  /** Is told whenever something is written. */
  readonly onWritten: (listener: () => void) => void
  /** Of what opened the terminal: the program is its child. */
  readonly opener: number
  /** The exit code. */
  readonly ended: Promise<number | null>
  readonly kill: () => void
}

export function openOnTerminal(
  home: Home,
  args: readonly string[],
  {
    columns,
    lines,
    program = PROGRAMS.sources,
  }: { readonly columns: number; readonly lines: number; readonly program?: string },
): OpenTerminal {
  const [file, ...rest] = onTerminal(args, columns, lines, program)
  const child = spawn(file, rest, { cwd: home.path, env: environmentOf(home) })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  return {
    send: (text) => void child.stdin.write(text),
    written: () => Buffer.concat(chunks).toString('utf8'),
    onWritten: (listener) => void child.stdout.on('data', listener),
    opener: child.pid ?? 0,
    ended: new Promise((done) => child.on('close', done)),
    kill: () => void child.kill('SIGKILL'),
  }
}

function onTerminal(args: readonly string[], columns: number, lines: number, program: string) {
  if (!opener) throw new Error('no program here makes pseudo-terminals')
  const command = [process.execPath, program, ...args].map(quoted).join(' ')
  return opener(`stty cols ${columns} rows ${lines} && exec ${command}`)
}

function findOpener(): Opener | undefined {
  if (process.platform === 'win32') return undefined
  if (answers('script', ['--version'], /util-linux/))
    return (command) => ['script', '--quiet', '--return', '--command', command, '/dev/null']
  if (answers('python3', ['-c', 'import pty; print("pty")'], /pty/))
    return (command) => ['python3', '-c', PYTHON, command]
  return undefined
}

function answers(file: string, args: readonly string[], expected: RegExp): boolean {
  const { stdout, error } = spawnSync(file, args, { encoding: 'utf8', timeout: 10_000 })
  return !error && expected.test(stdout)
}

/** For a shell. */
export function quoted(argument: string): string {
  return `'${argument.replaceAll("'", String.raw`'\''`)}'`
}
