import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { ProcessTable } from '../ports.ts'
import { writePrivateFile } from '../store/private-file.ts'

/** How somebody reaches a window of a host that runs. */
export type HostReach =
  /** The window comes to the front where this command is run again: the app is only there once. */
  | { readonly kind: 'desktop'; readonly command: readonly [program: string, ...args: string[]] }
  /** For the person alone: the address carries the key of this launch. */
  | { readonly kind: 'server'; readonly url: string }

/** Of our own folder, with a note for each host that runs. */
export const NOTES_FOLDER = 'hosts'

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
  const folder = join(dataFolder, NOTES_FOLDER)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `${pid}.json`)
  writePrivateFile(path, JSON.stringify({ pid, startToken: own.startToken, reach }))
  return () => rmSync(path, { force: true })
}
