import { lstatSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { isLocalFolder } from '../files/named-paths.ts'
import type { Provider, SourceRoot } from '../../providers/provider.ts'

/** Of the folders that people work in, the ones used last: what lies in others comes back when they are used again. */
const MOST_FOLDERS = 500
/** A session may run in a folder of a project, and its assistant write into the project's own. */
const MOST_ABOVE = 4

/** The folders themselves and some of those above each, in their order; of those above, none that holds the home. */
export function withFoldersAbove(folders: Iterable<string>, home: string): readonly string[] {
  const found = new Set<string>()
  for (const folder of folders) {
    if (!isLocalFolder(folder)) continue
    found.add(folder)
    let above = dirname(folder)
    for (let steps = 0; steps < MOST_ABOVE && !holds(above, home); steps++) {
      found.add(above)
      above = dirname(above)
    }
  }
  return [...found].slice(0, MOST_FOLDERS)
}

function holds(folder: string, home: string): boolean {
  return folder === dirname(folder) || `${home}${sep}`.startsWith(`${folder}${sep}`)
}

/**
 * Folders in which a provider's own files lie, of those that people work in. One look at a name each: no folder is
 * listed that has none. What was found there before is looked at in any case, so that its end is seen, too.
 */
export function projectRoots(
  { projectFiles = [] }: Pick<Provider, 'projectFiles'>,
  folders: readonly string[],
  knownRoots: readonly string[],
): readonly SourceRoot[] {
  if (projectFiles.length === 0) return []
  const holding = folders.filter((folder) => projectFiles.some((name) => isThere(join(folder, name))))
  return [...new Set([...knownRoots, ...holding])].map((path) => ({ path, maxDepth: 0 }))
}

/** What cannot be looked at counts as absent: nothing says that an assistant has ever been there. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined
  } catch {
    return false
  }
}
