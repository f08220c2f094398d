import { lstatSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { Presence, ProviderEnvironment } from '../../providers/provider.ts'
import { systemErrorCode } from '../files/file-trouble.ts'
import type { ListedFolder } from '../files/walk-transcripts.ts'
import { type CleanExit, mustCheck, readCleanExit } from '../store/clean-exit.ts'
import { isSystemError, writePrivateFile } from '../store/private-file.ts'
import { documentStamp } from './document-stamp.ts'
import type { LookedAtPlace } from './look-at-roots.ts'

/** Changes with the shape of the file. */
const FORMAT = 1

/**
 * A folder that changed this shortly before it was listed may have got another entry since under the same time: the
 * clocks of file systems tick, some every two seconds.
 */
const TICK_MS = 3_000

const NO_THROW = { throwIfNoEntry: false } as const

/** Who looks: another version, or other providers, may see other transcripts in the same folders. */
export interface Looker {
  readonly version: string
  readonly providers: readonly Pick<Presence, 'manifest' | 'roots' | 'projectFiles'>[]
  readonly environment: ProviderEnvironment
}

/** A look whose every transcript the index holds: nothing was in the way of a folder, a file or a provider. */
export interface WholeLook {
  readonly places: readonly LookedAtPlace[]
  /** Folders in which transcripts were looked for by their names. */
  readonly projectFolders: readonly string[]
  /** The newest first: there a change is found soonest. */
  readonly files: readonly LookedAtFile[]
  /** State of each document. */
  readonly documents: ReadonlyMap<string, string>
  /** Epoch milliseconds; before the first folder was listed. */
  readonly lookedAt: number
}

interface LookedAtFile {
  readonly path: string
  readonly dev: number
  readonly ino: number
  readonly sizeBytes: number
  readonly mtimeMs: number
}

/** The look as it lies beside the index. Lists are flat, which is quicker to parse than a list of objects. */
interface KeptLook {
  readonly format: typeof FORMAT
  readonly version: string
  readonly providers: readonly string[]
  /** The mark that the index was closed with: with another one, it holds something else by now. */
  readonly mark: CleanExit
  /** `provider, path, maxDepth, realRoot or null` of each root that a provider names. */
  readonly roots: readonly unknown[]
  /** `path, realRoot or null` of each other root: a folder that people work in. */
  readonly projects: readonly unknown[]
  /** Names of transcripts that are not there, in folders that people work in. */
  readonly absent: readonly string[]
  /** Links that led to no folder. */
  readonly links: readonly string[]
  /** `path, dev, ino, mtimeMs, ctimeMs` of each folder. */
  readonly folders: readonly unknown[]
  /** `index of its folder, name, dev, ino, sizeBytes, mtimeMs` of each file. */
  readonly files: readonly unknown[]
  /** `path, state` of each document. */
  readonly documents: readonly string[]
}

/** Leaves the look beside the index that was closed after it, so that the next start need not look at it all anew. */
export function keepLastLook(indexPath: string, look: WholeLook, looker: Looker): void {
  const { version, providers, environment } = looker
  const mark = readCleanExit(indexPath)
  const folders = look.places.flatMap((place) => place.folders)
  if (!mark || folders.some((folder) => isTicking(folder, look.lookedAt))) return
  const named = new Set(
    providers.flatMap((provider) =>
      provider.roots(environment).map(({ path }) => `${provider.manifest.id} ${path}`),
    ),
  )
  const isNamed = ({ provider, path }: LookedAtPlace) => named.has(`${provider} ${path}`)
  const folderIndex = new Map(folders.map(({ path }, index) => [path, index]))
  const kept: KeptLook = {
    format: FORMAT,
    version,
    providers: providers.map(({ manifest }) => manifest.id),
    mark,
    roots: look.places
      .filter(isNamed)
      .flatMap(({ provider, path, maxDepth, realRoot }) => [provider, path, maxDepth, realRoot ?? null]),
    projects: look.places
      .filter((place) => !isNamed(place))
      .flatMap(({ path, realRoot }) => [path, realRoot ?? null]),
    absent: absentFiles(look, providers),
    links: look.places.flatMap((place) => place.links),
    folders: folders.flatMap(({ path, dev, ino, mtimeMs, ctimeMs }) => [path, dev, ino, mtimeMs, ctimeMs]),
    files: look.files.flatMap(({ path, dev, ino, sizeBytes, mtimeMs }) => {
      const end = path.lastIndexOf(sep)
      return [folderIndex.get(path.slice(0, end)), path.slice(end + 1), dev, ino, sizeBytes, mtimeMs]
    }),
    documents: [...look.documents].flat(),
  }
  writePrivateFile(lookPath(indexPath), JSON.stringify(kept))
}

function absentFiles(
  { places, projectFolders }: WholeLook,
  providers: Looker['providers'],
): readonly string[] {
  return providers.flatMap(({ manifest, projectFiles = [] }) => {
    const held = new Set(places.filter(({ provider }) => provider === manifest.id).map(({ path }) => path))
    const others = projectFolders.filter((folder) => !held.has(folder))
    return others.flatMap((folder) => projectFiles.map((name) => join(folder, name)))
  })
}

/**
 * How many transcripts there are, where a look would find what the last one found, and the index holds all of it;
 * `undefined` where anything is, or may be, different. One look at each folder and file; nothing is opened or listed.
 */
export function unchangedSinceLastLook(
  indexPath: string,
  { version, providers, environment }: Looker,
  now: Date,
): number | undefined {
  try {
    const mark = readCleanExit(indexPath)
    if (!mark || mustCheck(indexPath, mark, now)) return undefined
    const kept = readKept(indexPath)
    if (!kept) return undefined
    const isOfSameLooker =
      kept.version === version &&
      isSameList(
        kept.providers,
        providers.map(({ manifest }) => manifest.id),
      )
    if (!isOfSameLooker || !isSameMark(kept.mark, mark)) return undefined
    const isSame =
      filesAreSame(kept) &&
      documentsAreSame(kept) &&
      foldersAreSame(kept) &&
      rootsAreSame(kept, providers, environment) &&
      projectsAreSame(kept) &&
      kept.links.every((path) => !statSync(path, NO_THROW)?.isDirectory())
    return isSame ? kept.files.length / 6 + kept.documents.length / 2 : undefined
  } catch (error) {
    // Whatever cannot be looked at is for the whole look to name.
    if (systemErrorCode(error) === undefined) throw error
    return undefined
  }
}

function lookPath(indexPath: string): string {
  return `${indexPath}.look`
}

function isTicking({ mtimeMs, ctimeMs }: ListedFolder, lookedAt: number): boolean {
  return Math.max(mtimeMs, ctimeMs) > lookedAt - TICK_MS
}

function filesAreSame({ files, folders }: KeptLook): boolean {
  for (let at = 0; at < files.length; at += 6) {
    const path = `${String(folders[Number(files[at]) * 5])}${sep}${String(files[at + 1])}`
    const stat = lstatSync(path, NO_THROW)
    const isSame =
      stat !== undefined &&
      stat.mtimeMs === files[at + 5] &&
      stat.size === files[at + 4] &&
      stat.ino === files[at + 3] &&
      stat.dev === files[at + 2]
    if (!isSame) return false
  }
  return true
}

/** An entry that comes, goes or gets another name changes its folder's time, and other rights its time of change. */
function foldersAreSame({ folders }: KeptLook): boolean {
  for (let at = 0; at < folders.length; at += 5) {
    const stat = lstatSync(String(folders[at]), NO_THROW)
    const isSame =
      stat !== undefined &&
      stat.ctimeMs === folders[at + 4] &&
      stat.mtimeMs === folders[at + 3] &&
      stat.ino === folders[at + 2] &&
      stat.dev === folders[at + 1]
    if (!isSame) return false
  }
  return true
}

function documentsAreSame({ documents }: KeptLook): boolean {
  for (let at = 0; at < documents.length; at += 2) {
    const path = String(documents[at])
    const stat = lstatSync(path, NO_THROW)
    if (!stat) return false
    const { dev, ino, size: sizeBytes, mtimeMs } = stat
    if (documentStamp({ path, dev, ino, sizeBytes, mtimeMs }) !== documents[at + 1]) return false
  }
  return true
}

/** The same folders are to be looked at, each is still where it was, and none has come. */
function rootsAreSame(
  { roots }: KeptLook,
  providers: Looker['providers'],
  environment: ProviderEnvironment,
): boolean {
  const wanted = providers.flatMap((provider) =>
    provider
      .roots(environment)
      .flatMap(({ path, maxDepth }) => [provider.manifest.id, path, maxDepth, realRootOf(path)]),
  )
  return isSameList(roots, wanted)
}

/** A folder that held a transcript of its own is still where it was, and no other one has come to hold one. */
function projectsAreSame({ projects, absent }: KeptLook): boolean {
  for (let at = 0; at < projects.length; at += 2)
    if (realRootOf(String(projects[at])) !== projects[at + 1]) return false
  return absent.every((path) => lstatSync(path, NO_THROW) === undefined)
}

function realRootOf(path: string): string | null {
  return statSync(path, NO_THROW) ? realpathSync.native(path) : null
}

function readKept(indexPath: string): KeptLook | undefined {
  try {
    const kept: unknown = JSON.parse(readFileSync(lookPath(indexPath), 'utf8'))
    return isKept(kept) ? kept : undefined
  } catch (error) {
    if (error instanceof SyntaxError || isSystemError(error, 'ENOENT')) return undefined
    throw error
  }
}

/** What stands in the lists is compared with the disk, and needs no check of its own. */
function isKept(value: unknown): value is KeptLook {
  if (typeof value !== 'object' || value === null) return false
  if (!('format' in value) || value.format !== FORMAT) return false
  if (!('mark' in value) || typeof value.mark !== 'object' || value.mark === null) return false
  const lists = ['providers', 'roots', 'projects', 'absent', 'links', 'folders', 'files', 'documents']
  const fields = new Map(Object.entries(value))
  return lists.every((name) => Array.isArray(fields.get(name)))
}

function isSameMark(one: CleanExit, other: CleanExit): boolean {
  return (
    one.checkedAt === other.checkedAt &&
    one.sizeBytes === other.sizeBytes &&
    one.modifiedAtMs === other.modifiedAtMs
  )
}

function isSameList(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index])
}
