import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { ProcessTable } from '../ports.ts'
import { isSystemError } from '../store/private-file.ts'
import { type HostReach, NOTES_FOLDER } from './host-notes.ts'

const noteSchema = z.strictObject({
  pid: z.number().int().positive(),
  startToken: z.string(),
  reach: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('desktop'), command: z.tuple([z.string()], z.string()) }),
    z.strictObject({ kind: z.literal('server'), url: z.string() }),
  ]),
})

/** Hosts that run now, of those that noted themselves. Notes of others, who ended without a word, are removed. */
export async function runningHosts(
  dataFolder: string,
  processes: Pick<ProcessTable, 'snapshot'>,
): Promise<readonly HostReach[]> {
  const folder = join(dataFolder, NOTES_FOLDER)
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
