import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import { onTestFinished } from 'vitest'

export interface StoreChild {
  readonly process: ChildProcess
  /** What it writes to its output, line by line. Whole up to its end, also when it is killed. */
  readonly lines: Interface
  /** Resolves when it has ended and all its output was read. */
  readonly ended: Promise<{ readonly signal: NodeJS.Signals | null; readonly errors: string }>
}

/** Runs a program of this folder as a process of its own, as `node file.ts argument …`. */
export function startChild(
  file: string,
  childArguments: readonly string[],
  identity: { readonly uid?: number; readonly gid?: number } = {},
): StoreChild {
  return startProgram(join(import.meta.dirname, file), childArguments, identity)
}

/** Runs a program as a process of its own, as `node path argument …`. */
export function startProgram(
  path: string,
  childArguments: readonly string[],
  identity: { readonly uid?: number; readonly gid?: number } = {},
): StoreChild {
  const child = spawn(process.execPath, [path, ...childArguments], { ...identity })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const ended = once(child, 'close').then(() => ({ signal: child.signalCode, errors }))
  return { process: child, lines: createInterface({ input: child.stdout }), ended }
}

/** The next line of output; rejects with what the child said where it ends without one. */
export async function nextLine(child: StoreChild): Promise<string> {
  const line = once(child.lines, 'line').then(([text]) => String(text))
  const end = child.ended.then(({ errors }): never => {
    throw new Error(`the child ended without a word: ${errors}`)
  })
  return Promise.race([line, end])
}
