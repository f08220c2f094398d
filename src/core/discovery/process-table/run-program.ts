import { execFile } from 'node:child_process'

/** What a program that was run has said. */
export interface ProgramResult {
  readonly exitCode: number
  readonly stdout: string
}

/**
 * Runs a program by its path, with these arguments; rejects where it cannot be run or does not end in time.
 */
export type RunProgram = (path: string, args: readonly string[]) => Promise<ProgramResult>

/** No shell has a part in it, and the output does not depend on the person's language or time zone. */
export const runProgram: RunProgram = (path, args) =>
  new Promise((resolve, reject) => {
    const options = { env: { LC_ALL: 'C', TZ: 'UTC' }, timeout: 15_000, maxBuffer: 64 * 1024 * 1024 }
    execFile(path, args, options, (error, stdout) => {
      if (error && typeof error.code !== 'number') reject(new Error(`${path} failed`, { cause: error }))
      else resolve({ exitCode: error ? Number(error.code) : 0, stdout })
    })
  })
