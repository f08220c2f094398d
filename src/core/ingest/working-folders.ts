import type { Provider } from '../../providers/provider.ts'
import type { IndexStore } from '../store/index-store.ts'
import type { FileStamp } from '../store/index-types.ts'
import type { ProjectFolders } from './look-at-roots.ts'
import { projectRoots, withFoldersAbove } from './project-folders.ts'

/** Sessions used last whose folders are looked at. */
const MOST_SESSIONS = 2000

/** Folders that people work in, as sessions of all assistants and their running processes tell. */
export class WorkingFolders implements ProjectFolders {
  private readonly store: IndexStore
  /** Providers that keep transcripts in such folders. */
  private readonly providers: readonly Provider[]
  private readonly home: string
  private readonly stamps: () => Iterable<FileStamp>
  folders: readonly string[] = []
  private ofSessions: readonly string[] | undefined

  constructor(
    store: IndexStore,
    providers: readonly Provider[],
    home: string,
    stamps: () => Iterable<FileStamp>,
  ) {
    this.store = store
    this.providers = providers.filter(({ projectFiles }) => projectFiles !== undefined)
    this.home = home
    this.stamps = stamps
  }

  /**
   * Learns which folders there are now; sessions are asked where they have changed. Answers whether transcripts lie in
   * a folder that was not known before.
   */
  learn(running: readonly string[], sessionsChanged: boolean): boolean {
    if (this.providers.length === 0) return false
    const before = new Set(this.folders)
    if (sessionsChanged || !this.ofSessions) this.ofSessions = this.store.workingFolders(MOST_SESSIONS)
    this.folders = withFoldersAbove([...running, ...this.ofSessions], this.home)
    const added = this.folders.filter((folder) => !before.has(folder))
    return this.providers.some((provider) => projectRoots(provider, added, []).length > 0)
  }

  rootsOf(provider: Provider): readonly string[] {
    if (!this.providers.includes(provider)) return []
    const roots = new Set<string>()
    for (const stamp of this.stamps()) if (stamp.provider === provider.manifest.id) roots.add(stamp.root)
    return [...roots]
  }
}
