import { type Dirent, lstatSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs'
import { sep } from 'node:path'
import type { SourceRoot } from '../../providers/provider.ts'
import { type FileProblem, type FileTrouble, troubleOf } from './file-trouble.ts'

/** A plain file that is a transcript, as one look at it showed it. */
export interface TranscriptFile {
  /** Real path: no part of it is a link. */
  readonly path: string
  /** Path below the root, with `/` on every system. */
  readonly relativePath: string
  readonly dev: number
  /** Inode, or the file id on Windows, where ids above 2^53 arrive rounded: evidence there, not proof. */
  readonly ino: number
  readonly sizeBytes: number
  readonly mtimeMs: number
  /** When the file was made; 0 or the last change where the file system does not keep it. */
  readonly birthtimeMs: number
}

/** A folder as it was right before it was listed. While all of it stays, so do the names in the folder. */
export interface ListedFolder {
  readonly path: string
  readonly dev: number
  readonly ino: number
  /** When an entry came, went or got another name. */
  readonly mtimeMs: number
  /** The same, or when rights changed. */
  readonly ctimeMs: number
}

/** What a walk below one root saw, and what it could not see. */
export interface TranscriptWalk {
  /**
   * `absent`: there is no such folder. `unreadable`: it is there and cannot be read.
   * `partial`: something below it could not be read and stands in `problems`.
   */
  readonly status: 'ok' | 'absent' | 'partial' | 'unreadable'
  /** Where the root really is: two roots with one real path are one. `undefined` where it cannot be told. */
  readonly realRoot: string | undefined
  /** Folders that were read, the root first: what there is to watch. */
  readonly folders: readonly ListedFolder[]
  /** Links that are no transcripts. One that leads to a folder is a problem. */
  readonly links: readonly string[]
  readonly files: readonly TranscriptFile[]
  readonly problems: readonly FileProblem[]
}

/** What one walk has found so far. */
interface Walk {
  readonly isTranscript: (relativePath: string) => boolean
  readonly folders: ListedFolder[]
  readonly links: string[]
  readonly files: TranscriptFile[]
  readonly problems: FileProblem[]
  /**
   * `dev:ino` of what was seen: a bind mount can make a loop, and a hard link a second name, without any
   * symbolic link.
   */
  readonly visited: Set<string>
}

/**
 * Finds the transcripts below a root, in the same order every time, with one look at each.
 *
 * The root may be a link, which is followed; links below it are not, and those that could hide a transcript
 * are named as problems. Pipes, sockets and devices are never opened. A folder that cannot be read is a
 * problem and never ends the walk; what vanishes while it goes on is skipped.
 */
export function walkTranscripts(
  root: SourceRoot,
  isTranscript: (relativePath: string) => boolean,
): TranscriptWalk {
  const walk: Walk = { isTranscript, folders: [], links: [], files: [], problems: [], visited: new Set() }
  let realRoot: string
  try {
    realRoot = realpathSync.native(root.path)
  } catch (error) {
    const reason = troubleOf(error)
    // A plain file where the parent folder should be leaves the root just as absent.
    if (reason !== 'gone' && reason !== 'not a folder') walk.problems.push({ path: root.path, reason })
    return resultOf(walk, undefined)
  }
  walkFolder(walk, realRoot, '', root.maxDepth)
  return resultOf(walk, realRoot)
}

function resultOf({ folders, links, files, problems }: Walk, realRoot: string | undefined): TranscriptWalk {
  const trouble = problems.length > 0
  const status = folders.length === 0 ? (trouble ? 'unreadable' : 'absent') : trouble ? 'partial' : 'ok'
  return { status, realRoot, folders, links, files, problems }
}

/** `depth`: how many folders may still lie between this one and a transcript. */
function walkFolder(walk: Walk, path: string, relativePath: string, depth: number): void {
  const entries = entriesOf(walk, path)
  if (!entries) return
  for (const entry of entries) {
    // Real paths need no normalising, which `join` does: it took a tenth of the walk.
    const entryPath = `${path}${sep}${entry.name}`
    const below = relativePath === '' ? entry.name : `${relativePath}/${entry.name}`
    if (entry.isDirectory()) {
      if (depth > 0) walkFolder(walk, entryPath, below, depth - 1)
    } else if (walk.isTranscript(below)) {
      addFile(walk, entryPath, below)
    } else if (entry.isSymbolicLink() && depth > 0) {
      reportIfFolder(walk, entryPath)
    }
  }
}

/**
 * Entries of a folder that was not seen before, in order of their names; `undefined` where there is nothing
 * to read.
 */
function entriesOf(walk: Walk, path: string): readonly Dirent[] | undefined {
  const stat = look(walk, path)
  if (!stat || !isNew(walk, stat)) return undefined
  if (stat.isSymbolicLink()) return refuse(walk, path, 'symbolic link')
  try {
    const entries = readdirSync(path, { withFileTypes: true }).sort(byName)
    const { dev, ino, mtimeMs, ctimeMs } = stat
    walk.folders.push({ path, dev, ino, mtimeMs, ctimeMs })
    return entries
  } catch (error) {
    return refuse(walk, path, troubleOf(error))
  }
}

function addFile(walk: Walk, path: string, relativePath: string): void {
  const stat = look(walk, path)
  if (!stat) return
  if (stat.isSymbolicLink()) return refuse(walk, path, 'symbolic link')
  if (!stat.isFile()) return refuse(walk, path, 'not a regular file')
  if (!isNew(walk, stat)) return
  const { dev, ino, size: sizeBytes, mtimeMs, birthtimeMs } = stat
  walk.files.push({ path, relativePath, dev, ino, sizeBytes, mtimeMs, birthtimeMs })
}

/**
 * A linked folder could hold transcripts that are not seen; a link to anything else, or to nothing, could
 * not.
 */
function reportIfFolder(walk: Walk, path: string): void {
  walk.links.push(path)
  try {
    if (statSync(path).isDirectory()) refuse(walk, path, 'symbolic link')
  } catch (error) {
    const reason = troubleOf(error)
    if (reason === 'permission denied') refuse(walk, path, reason)
  }
}

function look(walk: Walk, path: string): Stats | undefined {
  try {
    return lstatSync(path)
  } catch (error) {
    return refuse(walk, path, troubleOf(error))
  }
}

/**
 * Names the problem. What is gone is none, unless its name is one that cannot be spelled, and so never found.
 */
function refuse(walk: Walk, path: string, reason: FileTrouble): undefined {
  if (reason !== 'gone') walk.problems.push({ path, reason })
  else if (path.includes('\u{FFFD}')) walk.problems.push({ path, reason: 'name is not valid UTF-8' })
  return undefined
}

/**
 * Marks a file or folder as seen. A number above 2^53 is rounded, and two files may share it: it proves
 * nothing.
 */
function isNew(walk: Walk, { dev, ino }: Stats): boolean {
  if (!Number.isSafeInteger(ino)) return true
  const identity = `${dev}:${ino}`
  if (walk.visited.has(identity)) return false
  walk.visited.add(identity)
  return true
}

/** Not `localeCompare`: the order must not depend on the person's language. */
function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : 1
}
