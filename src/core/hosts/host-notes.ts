import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { ProcessTable } from '../ports.ts'
import { isSystemError, writePrivateFile } from '../store/private-file.ts'

/** How somebody reaches a window of a host that runs. */
export type HostReach =
  /** The window comes to the front where this command is run again: the app is only there once. */
  | { readonly kind: 'desktop'; readonly command: readonly [program: string, ...args: string[]] }
  /** For the person alone: the address carries the key of this launch. */
  | { readonly kind: 'server'; readonly url: string }

const noteSchema = z.strictObject({
  pid: z.number().int().positive(),
  startToken: z.string(),
  reach: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('desktop'), command: z.tuple([z.string()], z.string()) }),
    z.strictObject({ kind: z.literal('server'), url: z.string() }),
  ]),
})

const FOLDER = 'hosts'

/**
 * Notes in our own folder, for the owner alone, that a host runs and how it is reached. A process is told by pid and
 * start, so that a pid that was given anew stands for nobody. Returns how to take the note back.
 */
export async function noteHost(
  dataFolder: string,
  pid: number,
  processes: Pick<ProcessTable, 'snapshot'>,
  reach: HostReach,
): Promise<() => void> {
  const own = (await processes.snapshot()).processes.find((process) => process.pid === pid)
  if (!own) return () => {}
  const folder = join(dataFolder, FOLDER)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `${pid}.json`)
  writePrivateFile(path, JSON.stringify({ pid, startToken: own.startToken, reach }))
  return () => rmSync(path, { force: true })
}

/** Hosts that run now, of those that noted themselves. Notes of others, who ended without a word, are removed. */
export async function runningHosts(
  dataFolder: string,
  processes: Pick<ProcessTable, 'snapshot'>,
): Promise<readonly HostReach[]> {
  const folder = join(dataFolder, FOLDER)
  const notes = namesIn(folder).flatMap((name) => {
    const path = join(folder, name)
    const note = noteAt(path)
    return note ? [{ ...note, path }] : []
  })
  if (notes.length === 0) return []
  const running = (await processes.snapshot()).processes
  const isRunning = ({ pid, startToken }: z.infer<typeof noteSchema>) =>
    running.some((process) => process.pid === pid && process.startToken === startToken)
  for (const note of notes) if (!isRunning(note)) rmSync(note.path, { force: true })
  return notes.filter(isRunning).map(({ reach }) => reach)
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => /^\d+\.json$/.test(name))
  } catch (error) {
    if (!isSystemError(error, 'ENOENT')) throw error
    return []
  }
}

/** `undefined` where it is gone meanwhile, or was not written by this version. */
function noteAt(path: string): z.infer<typeof noteSchema> | undefined {
  try {
    return noteSchema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data
  } catch (error) {
    if (error instanceof SyntaxError || isSystemError(error, 'ENOENT')) return undefined
    throw error
  }
}
