import { presences } from '../providers/presences.ts'
import type { Presence } from '../providers/provider.ts'
import type { Indexing } from '../shared/contract/contract.ts'
import { createConversationService } from './conversation/conversation-service.ts'
import { openConversations } from './conversation/open-conversations.ts'
import { settingsFile } from './folders.ts'
import { addReports } from './ingest/add-reports.ts'
import { NOTHING_SCANNED } from './ingest/ingest.ts'
import { IndexKeeper } from './ingest/index-keeper.ts'
import type { ScanReport } from './ingest/scan.ts'
import { LabelKeeper } from './labels/label-keeper.ts'
import { UntoldScans } from './live/untold-scans.ts'
import { ChangeFeed } from './live/change-feed.ts'
import { ChangeFinder } from './live/change-finder.ts'
import { LiveView } from './live/live-view.ts'
import { Heartbeat } from './live/heartbeat.ts'
import type { Clock, Logger, Ports } from './ports.ts'
import { SessionReader } from './sessions/session-reader.ts'
import { createSessionService, type SessionService } from './sessions/session-service.ts'
import type { Settings } from './settings/settings.ts'
import { SettingsKeeper } from './settings/settings-keeper.ts'
import type { IndexQueries } from './store/index-queries.ts'
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
  const isEnabled = ({ manifest: { id } }: Presence) => settings.current.providers[id]?.enabled !== false
  const providers = presences.filter(isEnabled)
  const feed = new ChangeFeed()
  let indexing: Indexing | null = null
  const keeper = new IndexKeeper(ports, providers, ({ changed, ...progress }) => {
    indexing = progress
    options.onIndexing?.(progress)
    feed.publish(changed, [], clock.now())
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
  const finder = new ChangeFinder()
  let lastScan: ScanReport = NOTHING_SCANNED
  const untold = new UntoldScans()

  const scan = async (running: readonly string[]) => {
    try {
      const report = await keeper.scan(running)
      untold.add(report)
      user.follow(keeper.owns, { stays: ports.host.kind !== 'cli' })
      return report
    } finally {
      indexing = null
    }
  }
  const looks = oneAtATime(async () => {
    lastScan = await scanAndLook(live, scan, () => keeper.queries)
    const areSettingsNew = await settings.follow()
    tellChanges({ reader, finder, untold, feed, user, labels, clock }, keeper.owns, areSettingsNew)
    return feed.currentRevision
  })
  const system = new SystemReporter({
    ports,
    providers,
    keeper,
    live,
    failures: () => reader.failures(),
    events: () => [...events, ...settings.problems, ...user.events],
    lastScan: () => lastScan,
  })
  const conversations = openConversations(ports.host.kind)
  const heartbeat = new Heartbeat({ look: looks.ask, isWatched: () => feed.listenerCount > 0, logger })
  return {
    service: createSessionService({
      reader,
      system,
      labels,
      feed,
      clock,
      look: looks.ask,
      indexing: () => indexing,
      conversations: createConversationService({ reader, providers, conversations }),
    }),
    logger,
    settings: () => settings.current,
    look: looks.ask,
    start: () => heartbeat.start(),
    async stop() {
      await heartbeat.stop()
      await looks.settled()
      feed.close()
      user.close()
      await conversations.close()
      await keeper.close()
    },
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

/** Scans and looks at the processes; both once more where one of these works in a folder that may hold transcripts. */
async function scanAndLook(
  live: LiveView,
  scan: (running: readonly string[]) => Promise<ScanReport>,
  queries: () => IndexQueries | undefined,
): Promise<ScanReport> {
  const scanned = live.projectFolders
  const report = await scan(scanned)
  await live.look(queries())
  if (live.projectFolders.every((folder) => scanned.includes(folder))) return report
  const added = await scan(live.projectFolders)
  await live.look(queries())
  return addReports(report, added)
}

interface Told {
  readonly reader: SessionReader
  readonly finder: ChangeFinder
  readonly untold: UntoldScans
  readonly feed: ChangeFeed
  readonly user: UserKeeper
  readonly labels: LabelKeeper
  readonly clock: Clock
}

/** Tells clients what a look changed, and keeps what no transcript tells later. */
function tellChanges(parts: Told, ownsData: boolean, areSettingsNew: boolean): void {
  const { reader, finder, untold, feed, user, labels, clock } = parts
  const sessions = reader.live()
  const { changed, removed } = finder.find(sessions, untold)
  if (ownsData) for (const id of labels.inherit(() => reader.heirs(untold.changed))) changed.add(id)
  for (const id of labels.changedElsewhere()) changed.add(id)
  if (areSettingsNew) for (const { id } of reader.recent().sessions) changed.add(id)
  feed.publish(changed, removed, clock.now())
  untold.told()
  user.retire([...untold.retired])
  untold.kept()
  user.record(sessions)
}

interface Turns<T> {
  readonly ask: () => Promise<T>
  /** Resolves when nothing that was asked for goes on any more, however it ended. */
  readonly settled: () => Promise<void>
}

/** Whoever asks while a look goes on gets the result of the next one, which sees what changed meanwhile. */
function oneAtATime<T>(work: () => Promise<T>): Turns<T> {
  let running: Promise<unknown> = Promise.resolve()
  let queued: Promise<T> | undefined
  function begin(): Promise<T> {
    queued = undefined
    const current = work()
    running = current
    return current
  }
  return {
    ask() {
      queued ??= running.then(begin, begin)
      return queued
    },
    async settled() {
      await Promise.allSettled([queued ?? running])
    },
  }
}
