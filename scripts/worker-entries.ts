import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'

/** Entry points by their name in the output, as a bundler takes them. */
export type Entries = Readonly<Record<string, string>>

/**
 * Sources of the core that run on a thread of their own: `…-worker.ts`. Every host that bundles the core adds them to
 * its entries and keeps its output flat, so that whoever starts one finds it beside itself; their names are unique.
 */
export function workerEntries(root: string): Entries {
  const entries: Record<string, string> = {}
  for (const file of readdirSync(join(root, 'src/core'), { recursive: true, withFileTypes: true })) {
    if (!file.isFile() || !file.name.endsWith('-worker.ts')) continue
    const name = basename(file.name, '.ts')
    if (entries[name]) throw new Error(`two workers are named ${name}`)
    entries[name] = join(file.parentPath, file.name)
  }
  return entries
}
