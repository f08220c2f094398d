import { lstatSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isLocalFolder } from './named-paths.ts'

/** Deeper trees than this are not code bases. */
const MOST_LEVELS = 40

/**
 * Finds the root of the working tree that a folder lies in: the nearest folder with a `.git` (a file in a linked
 * work tree). `null` where there is none or where the folder cannot be looked at, as one of another machine.
 */
export function gitRoot(folder: string): string | null {
  // A look at another machine's share can take seconds, and tells that machine who asks.
  if (!isLocalFolder(folder)) return null
  let current = folder
  for (let level = 0; level < MOST_LEVELS; level++) {
    if (exists(join(current, '.git'))) return current
    const parent = dirname(current)
    if (parent === current) return null
    current = parent
  }
  return null
}

function exists(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined
  } catch {
    // A folder that we may not enter hides what is in it; a code base that cannot be seen is not shared knowingly.
    return false
  }
}
