import { type Dirent, lstatSync, readdirSync, type Stats } from 'node:fs'
import { dirname, sep } from 'node:path'
import type { Provider, TranscriptRef } from '../../providers/provider.ts'
import { type FileProblem, troubleOf } from '../files/file-trouble.ts'
import type { Candidate } from './look-at-roots.ts'

/** What is to be looked at instead of everything. All paths are real ones, as a walk gives them. */
export interface Places {
  /** Files that changed, came or went. Those that are no transcripts are passed over. */
  readonly files: readonly string[]
  /** Folders to be listed, without those below them. */
  readonly folders: readonly string[]
}

/** A root that is there, as it was walked. */
export interface WalkedRoot {
  readonly provider: Provider
  /** As the provider names it. */
  readonly path: string
  readonly maxDepth: number
  /** Path without links. */
  readonly realRoot: string
}

/** What was found at some places. */
export interface PlacesLook {
  readonly candidates: readonly Candidate[]
  /** Paths of transcripts that were asked for and are not there. */
  readonly gone: readonly string[]
  /** Transcripts that are there and cannot be looked at. */
  readonly problems: readonly (FileProblem & Pick<Candidate, 'provider' | 'root'>)[]
}

/** A database that is written through a log changes in files beside it. */
const BESIDE_A_DATABASE = /-(?:wal|journal)$/

interface Found {
  readonly candidates: Candidate[]
  readonly gone: string[]
  readonly problems: (FileProblem & Pick<Candidate, 'provider' | 'root'>)[]
}

/** Looks at single files and folders below roots that were walked before. `known`: transcripts in the index, by path. */
export function lookAtPlaces(
  places: Places,
  roots: readonly WalkedRoot[],
  known: { readonly has: (path: string) => boolean; readonly keys: () => Iterable<string> },
): PlacesLook {
  const paths = new Set(places.files.map((path) => path.replace(BESIDE_A_DATABASE, '')))
  for (const folder of places.folders) for (const path of filesIn(folder)) paths.add(path)
  const found: Found = { candidates: [], gone: [], problems: [] }
  if (places.folders.length > 0) {
    const folders = new Set(places.folders)
    for (const path of known.keys()) if (folders.has(dirname(path))) paths.add(path)
  }
  for (const path of paths) lookAt(path, roots, known.has(path), found)
  found.candidates.sort((a, b) => b.file.mtimeMs - a.file.mtimeMs)
  return found
}

function filesIn(folder: string): string[] {
  let entries: readonly Dirent[]
  try {
    entries = readdirSync(folder, { withFileTypes: true })
  } catch {
    // Whether its files are gone or out of reach is found out file by file.
    return []
  }
  return entries.filter((entry) => entry.isFile()).map((entry) => `${folder}${sep}${entry.name}`)
}

function lookAt(path: string, roots: readonly WalkedRoot[], isKnown: boolean, found: Found): void {
  const place = placeOf(path, roots)
  if (!place) return
  const { provider, root } = place
  let stat: Stats | undefined
  try {
    stat = lstatSync(path, { throwIfNoEntry: false })
  } catch (error) {
    const reason = troubleOf(error)
    if (reason !== 'gone') found.problems.push({ provider, root, path, reason })
    else found.gone.push(path)
    return
  }
  if (!stat) return void found.gone.push(path)
  if (!stat.isFile()) {
    const reason = stat.isSymbolicLink() ? 'symbolic link' : 'not a regular file'
    return void found.problems.push({ provider, root, path, reason })
  }
  // The second name of a file that is known by another: only a walk sees both.
  if (stat.nlink > 1 && !isKnown) return
  const { dev, ino, size: sizeBytes, mtimeMs, birthtimeMs } = stat
  const file = { path, relativePath: place.relativePath, dev, ino, sizeBytes, mtimeMs, birthtimeMs }
  found.candidates.push({ provider, root, file, ref: place.ref })
}

interface Place extends Pick<Candidate, 'provider' | 'root'> {
  readonly relativePath: string
  readonly ref: TranscriptRef
}

function placeOf(path: string, roots: readonly WalkedRoot[]): Place | undefined {
  for (const { provider, path: root, maxDepth, realRoot } of roots) {
    if (!path.startsWith(realRoot + sep)) continue
    const parts = path.slice(realRoot.length + 1).split(sep)
    if (parts.length - 1 > maxDepth) continue
    const relativePath = parts.join('/')
    const ref = refOf(provider, relativePath)
    if (ref) return { provider, root, relativePath, ref }
  }
  return undefined
}

function refOf(provider: Provider, relativePath: string): TranscriptRef | undefined {
  try {
    return provider.transcript(relativePath)
  } catch {
    // The walk, which asks the same of each file, says that its provider fails.
    return undefined
  }
}
