import { presences } from '../providers/presences.ts'
import type { Presence } from '../providers/provider.ts'
import type { Indexing } from '../shared/contract/contract.ts'
import { type ConversationParts, createConversationService } from './conversation/conversation-service.ts'
import { openConversations } from './conversation/open-conversations.ts'
import { createContextService } from './exchange/context-service.ts'
import { settingsFile } from './folders.ts'
import { type HostReach, noteHost } from './hosts/host-notes.ts'
import { IndexKeeper } from './ingest/index-keeper.ts'
import { LabelKeeper } from './labels/label-keeper.ts'
import { ChangeFeed } from './live/change-feed.ts'
import { LiveView } from './live/live-view.ts'
import { openLive } from './live/open-live.ts'
import type { Logger, Ports } from './ports.ts'
import { createSearchService } from './search/search-service.ts'
import { WordSearch } from './search/word-search.ts'
import { SessionReader } from './sessions/session-reader.ts'
import { createSessionService, type ServiceParts, type SessionService } from './sessions/session-service.ts'
import type { Settings } from './settings/settings.ts'
import { SettingsKeeper } from './settings/settings-keeper.ts'
import { StoreRefused } from './store/open-stores.ts'
import { preparePrivateFolder } from './store/private-folder.ts'
import { UserKeeper } from './store/user-keeper.ts'
import { SystemReporter } from './system/system-reporter.ts'

/** The application, the same in every host. */
export interface App {
  /** Answers questions in this process. A host that serves the contract makes a router of it. */
  readonly service: SessionService
  readonly logger: Logger
  /** What is in force now; it follows the file. */
  readonly settings: () => Settings
  /** What of the settings file does not apply, one line each. */
  readonly settingsProblems: () => readonly string[]
  /** Is called after each change of what is in force. */
  onSettings(listener: () => void): void
  /** Notes for `llm-session open` how a window of this host is reached; another word replaces it, until `stop`. */
  announce(reach: HostReach): Promise<void>
  /** Looks at disk and processes once; answers the revision after it. Looks follow each other, never overlap. */
  look(): Promise<number>
  /** Goes on looking by itself until `stop`. */
  start(): Promise<void>
  stop(): Promise<void>
}

export interface AppOptions {
  /** Is told how far the first reading of many transcripts is. */
  readonly onIndexing?: (indexing: Indexing) => void
  /**
   * True for a host that asks a question or two and changes nothing: where nothing has changed since the index was
   * closed, it reads it as it is and keeps it from nobody.
   */
  readonly onlyAsks?: boolean
  /** Path of the settings file, where it is not the usual one. */
  readonly settingsFile?: string
}

/** Opens the application over what a host gives it. Throws `StoreRefused` where our own data cannot be used. */
export async function createApp(ports: Ports, options: AppOptions = {}): Promise<App> {
  const { clock, logger, dataFolder } = ports
  const { settings, events } = await prepare(ports, options.settingsFile)
  const providers = enabledPresences(() => settings.current)
  const feed = new ChangeFeed(() => engine.wake())
  const keeper = new IndexKeeper(ports, providers, {
    onProgress(progress) {
      looks.noteProgress(progress)
      if (looks.indexing) options.onIndexing?.(looks.indexing)
    },
    onFolders: (found) => engine.follow(found),
  })
  if (!(options.onlyAsks && keeper.openUnchanged())) await keeper.open()
  const user = new UserKeeper(dataFolder, clock)
  const labels = new LabelKeeper(user, clock)
  const live = new LiveView(ports, providers)
  const reader = new SessionReader({
    queries: () => keeper.queries,
    live,
    providers,
    settings: () => settings.current,
    labels,
    clock,
    logger,
  })
  const providerIds = () => new Set(providers().map(({ manifest }) => manifest.id))
  const words = new WordSearch({ ports, keeper, providerIds })
  const following = openLive({ ports, keeper, live, reader, feed, user, labels, settings, words })
  const { looks, engine, ledger } = following
  async function look(): Promise<number> {
    await engine.look()
    return feed.currentRevision
  }
  const system = new SystemReporter({
    ports,
    providers,
    settings,
    keeper,
    live,
    failures: () => reader.failures(),
    events: () => [...events, ...settings.problems, ...user.events],
    lastScan: () => looks.lastScan,
    ledger,
    engine,
  })
  const announcer = createAnnouncer(ports)
  const conversations = openConversations(ports.host.kind)
  const shown = { reader, system, labels, feed, settings, providers, conversations, words, look }
  return {
    service: createService({ ...shown, ports, user, indexing: () => looks.indexing }),
    logger,
    settings: () => settings.current,
    settingsProblems: () => settings.problems,
    onSettings: (listener) => settings.onChange(listener),
    announce: (reach) => announcer.announce(reach),
    look,
    async start() {
      engine.start()
    },
    async stop() {
      announcer.end()
      following.close()
      await engine.stop()
      feed.close()
      if (ports.host.kind !== 'cli') ledger.keep('now')
      user.close()
      await words.close()
      await conversations.close()
      await keeper.close()
    },
  }
}

function createAnnouncer({ dataFolder, processes }: Ports) {
  let takeBack = (): void => {}
  return {
    async announce(reach: HostReach): Promise<void> {
      takeBack = await noteHost(dataFolder, process.pid, processes, reach)
    },
    end: () => takeBack(),
  }
}

interface AnswerParts
  extends Omit<ServiceParts, 'clock' | 'conversations' | 'contexts' | 'search'>,
    Omit<ConversationParts, 'reader' | 'user'> {
  readonly ports: Ports
  readonly user: UserKeeper
  readonly words: WordSearch
}

function createService(parts: AnswerParts): SessionService {
  const conversations = createConversationService(parts)
  return createSessionService({
    ...parts,
    clock: parts.ports.clock,
    conversations,
    contexts: createContextService({ ...parts, conversations }),
    search: createSearchService({ words: parts.words, conversations }),
  })
}

/** Assistants that the settings do not switch off. Asked for each session, and so worked out once for each state of the settings. */
function enabledPresences(current: () => Settings): () => readonly Presence[] {
  let settings: Settings | undefined
  let enabled: readonly Presence[] = []
  return () => {
    const now = current()
    if (now !== settings)
      enabled = presences.filter(({ manifest }) => now.providers[manifest.id]?.enabled !== false)
    settings = now
    return enabled
  }
}

/** Makes our folder and reads the settings. `events`: what happened on the way, in sentences for people. */
async function prepare({ dataFolder, environment, logger }: Ports, path = settingsFile(environment)) {
  const { home, platform } = environment
  const folder = preparePrivateFolder({ folder: dataFolder, home, platform })
  if (folder.kind === 'refused') throw new StoreRefused(folder.sentence)
  for (const event of folder.events) logger.warn(event)
  return { settings: await SettingsKeeper.open(path, logger), events: folder.events }
}
