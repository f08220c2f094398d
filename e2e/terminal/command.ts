import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import type { Home } from './home.ts'

const root = resolve(import.meta.dirname, '../..')

/** The terminal host from its sources, and as it is installed: what `npx llm-session` starts. */
export const PROGRAMS = {
  sources: resolve(root, 'src/cli/main.ts'),
  installed: resolve(root, 'bin/llm-session.js'),
} as const

export interface Finished {
  /** `null` where it had to be ended because it hung. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly program?: string
  readonly env?: Readonly<Record<string, string>>
  /** Who runs it, where we may choose. */
  readonly uid?: number
}

/** Far more than a run takes, on a machine that is busy with other tests. */
export const HANGS_AFTER_MS = 20_000
const MOST_OUTPUT_BYTES = 64 * 2 ** 20

/** Runs the command through a pipe, in an environment that holds nothing of ours. */
export function run(home: Home, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return finish(process.execPath, [options.program ?? PROGRAMS.sources, ...args], home, options)
}

/** Runs a program to its end; whoever hangs is killed. */
export function finish(
  file: string,
  args: readonly string[],
  home: Home,
  { env = {}, uid }: RunOptions = {},
): Promise<Finished> {
  const settings = {
    cwd: home.path,
    env: { ...environmentOf(home), ...env },
    timeout: HANGS_AFTER_MS,
    killSignal: 'SIGKILL' as const,
    maxBuffer: MOST_OUTPUT_BYTES,
    ...(uid !== undefined && { uid, gid: uid }),
  }
  return new Promise((done) => {
    const child = execFile(file, args, settings, (_, stdout, stderr) =>
      done({ code: child.exitCode, stdout, stderr }),
    )
    child.stdin?.end()
  })
}

export function environmentOf({ path, data }: Home): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: path,
    LLM_SESSION_HOME: data,
    LANG: 'C.UTF-8',
    TERM: 'xterm-256color',
  }
}
