import { type FSWatcher, lstatSync, readdirSync, type Stats, watch as watchFolder } from 'node:fs'
import { basename, join, sep } from 'node:path'
import { systemErrorCode } from '../files/file-trouble.ts'
import type { Places } from '../ingest/look-at-places.ts'
import type { FoundFolders } from '../ingest/found-folders.ts'
import { networkFileSystem, readMountTable } from '../store/network-mount.ts'

/** The system has a number of watches for all programs of a person (8,192 on older Linux). Ours leave most of it. */
const MOST_WATCHES = 4_000

/** How much a change tells: `name` where the system says what it was of. */
type OnEvent = (event: string, name: string | null) => void

export interface WatchSystem {
  /** Watches the entries of one folder, not what lies below them. Throws where the system cannot. */
  readonly watch: (folder: string, onEvent: OnEvent, onError: (error: unknown) => void) => { close(): void }
  /** Why watching this folder would tell nothing; `undefined` where it tells. */
  readonly blindSpot: (folder: string) => string | undefined
}

export interface WatchReport {
  readonly folders: number
  /** Folders that are looked at in turns instead. */
  readonly unwatched: number
  /** Why there are some; `null` where there are none. */
  readonly reason: string | null
}

/**
 * Watches the folders of transcripts: one watch a folder, never one a file, and never a recursive one, which on Linux
 * is one a file. A folder that cannot be watched is left to whoever asks for `unwatched`.
 */
export class FolderWatches {
  private readonly system: WatchSystem
  private readonly onChange: (places: Places) => void
  private readonly watches = new Map<string, { close(): void }>()
  private readonly waiting = new Set<string>()
  private found: FoundFolders = { folders: [], roots: [] }
  private reason: string | null = null

  constructor(onChange: (places: Places) => void, system: WatchSystem) {
    this.onChange = onChange
    this.system = system
  }

  get report(): WatchReport {
    return { folders: this.watches.size, unwatched: this.waiting.size, reason: this.reason }
  }

  /** Folders that nobody watches, the newest first. */
  get unwatched(): readonly string[] {
    return [...this.waiting]
  }

  /** Watches what a walk found and nothing else. Answers true where a watch is new: changes before it went unseen. */
  follow(found: FoundFolders): boolean {
    this.found = found
    const folders = new Set(found.folders)
    for (const folder of this.watches.keys()) if (!folders.has(folder)) this.unwatch(folder)
    this.waiting.clear()
    this.reason = null
    let isNew = false
    for (const folder of found.folders) if (!this.watches.has(folder) && this.watch(folder)) isNew = true
    return isNew
  }

  close(): void {
    for (const folder of this.watches.keys()) this.unwatch(folder)
    this.waiting.clear()
    this.found = { folders: [], roots: [] }
  }

  private watch(folder: string): boolean {
    const reason =
      this.watches.size >= MOST_WATCHES ? 'there are many folders' : this.system.blindSpot(folder)
    if (reason !== undefined) return this.leaveOut(folder, reason)
    try {
      const watch = this.system.watch(
        folder,
        (event, name) => this.note(folder, event, name),
        (error) => this.lose(folder, error),
      )
      this.watches.set(folder, watch)
      return true
    } catch (error) {
      // Gone since the walk; the watch of the folder around it tells when it comes back.
      if (codeOf(error) === 'ENOENT') return false
      return this.leaveOut(folder, reasonOf(error))
    }
  }

  private leaveOut(folder: string, reason: string): false {
    this.waiting.add(folder)
    this.reason ??= reason
    return false
  }

  private lose(folder: string, error: unknown): void {
    this.unwatch(folder)
    // Windows says so when the folder itself is removed.
    if (codeOf(error) !== 'EPERM' && codeOf(error) !== 'ENOENT') this.leaveOut(folder, reasonOf(error))
    this.onChange({ files: [], folders: [folder] })
  }

  private note(folder: string, event: string, name: string | null): void {
    if (name === null) return this.onChange({ files: [], folders: [folder] })
    const path = join(folder, name)
    if (event !== 'rename') return this.onChange({ files: [path], folders: [] })
    const stat = statOf(path)
    if (stat?.isDirectory()) return this.discover(path)
    if (!stat && name === basename(folder)) return this.renew(folder)
    this.unwatch(path)
    this.onChange({ files: [path], folders: [] })
  }

  /** A folder that is removed tells so under its own name. Another may have its place by now. */
  private renew(folder: string): void {
    this.unwatch(folder)
    if (statOf(folder)?.isDirectory()) this.watch(folder)
    this.onChange({ files: [], folders: [folder] })
  }

  /** A folder that came: watched first and read then, so that nothing falls between. */
  private discover(folder: string): void {
    this.unwatch(folder)
    if (!this.mayHoldTranscripts(folder)) return
    this.watch(folder)
    this.onChange({ files: [], folders: [folder] })
    for (const below of foldersIn(folder)) this.discover(below)
  }

  private mayHoldTranscripts(folder: string): boolean {
    return this.found.roots.some(({ path, maxDepth }) => {
      if (!folder.startsWith(path + sep)) return false
      return folder.slice(path.length + 1).split(sep).length <= maxDepth
    })
  }

  private unwatch(folder: string): void {
    this.watches.get(folder)?.close()
    this.watches.delete(folder)
  }
}

/** Watches of this machine, as it is mounted now. */
export function systemWatches(): WatchSystem {
  const mounts = readMountTable()
  return {
    blindSpot(folder) {
      const type = mounts === undefined ? undefined : networkTypeOf(folder, mounts)
      return type && `${type} does not tell what other machines change`
    },
    watch(folder, onEvent, onError) {
      const watcher: FSWatcher = watchFolder(folder, { persistent: false }, onEvent)
      watcher.on('error', onError)
      return watcher
    },
  }
}

function networkTypeOf(folder: string, mounts: string): string | undefined {
  try {
    return networkFileSystem(folder, mounts)
  } catch (error) {
    // Gone since the walk: watching it says so.
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

function statOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false })
  } catch {
    // What may not be looked at is for the scan to name.
    return undefined
  }
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(folder, entry.name))
  } catch {
    return []
  }
}

function codeOf(error: unknown): string | undefined {
  return systemErrorCode(error)
}

function reasonOf(error: unknown): string {
  const code = codeOf(error)
  if (code === undefined) throw error
  return code === 'ENOSPC' || code === 'EMFILE'
    ? `the system has no more watches (${code})`
    : `the system cannot watch it (${code})`
}
