import { spawn, spawnSync } from 'node:child_process'
import type { StartCommand } from '../core/exchange/startable-assistants.ts'
import { CommandError, EXIT } from './exit-codes.ts'

/** Runs an assistant in this terminal until it ends. `advice`: what else there is where it cannot be started. */
export function runHere({ program, args }: StartCommand, cwd: string, advice: string): Promise<void> {
  return new Promise((done, failed) => {
    const child = spawn(program, [...args], { cwd, stdio: 'inherit' })
    child.on('error', (cause) =>
      failed(
        new CommandError(
          `${program} cannot be started: ${cause.message}.`,
          EXIT.failed,
          `Is it installed and on the PATH? ${advice}`,
        ),
      ),
    )
    child.on('exit', (code) => {
      if (code === 0) done()
      else failed(new CommandError(`${program} ended with ${code ?? 'a signal'}.`, EXIT.failed))
    })
  })
}

/** What is to run in a window of tmux. */
export interface Window {
  readonly name: string
  readonly cwd: string
  readonly command: StartCommand
}

export function hasTmux(): boolean {
  const { status, error } = spawnSync('tmux', ['-V'], { stdio: 'ignore' })
  return error === undefined && status === 0
}

/**
 * Runs each command in a window of its own: of the tmux session that this terminal is in, else of a new one that waits to be
 * attached. Answers the name of the new session; `undefined` where the windows are in this one.
 */
export function runInTmux(name: string, windows: readonly Window[], isInside: boolean): string | undefined {
  const session = isInside ? undefined : freeSession(name.replaceAll(/[^A-Za-z0-9_-]+/g, '-'))
  for (const [index, { name: title, cwd, command }] of windows.entries()) {
    const isFirst = session !== undefined && index === 0
    const where = isFirst
      ? ['new-session', '-d', '-s', session]
      : ['new-window', '-d', ...(session === undefined ? [] : ['-t', `=${session}:`])]
    // `env` makes it several words, which tmux hands to no shell.
    const words = ['env', command.program, ...command.args]
    tmux([...where, '-c', cwd, '-n', title, '--', ...words])
  }
  return session
}

function freeSession(name: string): string {
  for (let count = 1; ; count++) {
    const candidate = count === 1 ? name : `${name}-${count}`
    if (spawnSync('tmux', ['has-session', '-t', `=${candidate}`], { stdio: 'ignore' }).status !== 0)
      return candidate
  }
}

function tmux(args: readonly string[]): void {
  const { status, stderr, error } = spawnSync('tmux', args, { encoding: 'utf8' })
  if (error === undefined && status === 0) return
  throw new CommandError(`tmux did not open a window: ${error?.message ?? stderr.trim()}.`, EXIT.failed)
}
