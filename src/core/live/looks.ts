import type { Indexing } from '../../shared/contract/contract.ts'
import type { IndexKeeper } from '../ingest/index-keeper.ts'
import { addReports } from '../ingest/add-reports.ts'
import { NOTHING_SCANNED } from '../ingest/ingest.ts'
import type { Places } from '../ingest/look-at-places.ts'
import type { ScanProgress, ScanReport } from '../ingest/scan-report.ts'
import type { LabelKeeper } from '../labels/label-keeper.ts'
import type { Ports } from '../ports.ts'
import type { SessionReader } from '../sessions/session-reader.ts'
import type { SettingsKeeper } from '../settings/settings-keeper.ts'
import type { UserKeeper } from '../store/user-keeper.ts'
import type { ChangeFeed } from './change-feed.ts'
import { ChangeFinder } from './change-finder.ts'
import type { Ledger } from './ledger.ts'
import type { LiveWork } from './live-engine.ts'
import type { LiveView } from './live-view.ts'
import { UntoldScans } from './untold-scans.ts'
import type { WordSearch } from '../search/word-search.ts'

export interface LooksParts {
  readonly keeper: IndexKeeper
  readonly live: LiveView
  readonly reader: SessionReader
  readonly feed: ChangeFeed
  readonly user: UserKeeper
  readonly settings: SettingsKeeper
  readonly labels: LabelKeeper
  readonly ledger: Ledger
  readonly words: Pick<WordSearch, 'note'>
  readonly ports: Pick<Ports, 'clock' | 'host'>
}

/** A rate over less time than this tells little of the time that is left. */
const SECONDS_TO_TELL = 1

/** Looks at disk and processes, and tells what came of them. When to look is not decided here. */
export class Looks implements LiveWork {
  private readonly parts: LooksParts
  private readonly finder = new ChangeFinder()
  private readonly untold = new UntoldScans()
  private whole: ScanReport = NOTHING_SCANNED
  private progress: Indexing | null = null
  private walkBeganAt = 0
  /** Folders of running processes that the last walk looked in. */
  private scannedFor: ReadonlySet<string> = new Set()
  private settingsNews: 'same' | 'problems' | 'settings' = 'same'

  constructor(parts: LooksParts) {
    this.parts = parts
  }

  /** The report of the last scan of everything. */
  get lastScan(): ScanReport {
    return this.whole
  }

  /** How far the first reading is; `null` when it is done. */
  get indexing(): Indexing | null {
    return this.progress
  }

  noteProgress({ changed, ...progress }: ScanProgress): void {
    const { feed } = this.parts
    const { clock } = this.parts.ports
    const seconds = (clock.monotonicMs() - this.walkBeganAt) / 1000
    const bytesPerSecond = seconds > 0 ? progress.bytesDone / seconds : 0
    const bytesLeft = Math.max(0, progress.bytesTotal - progress.bytesDone)
    const secondsLeft = seconds < SECONDS_TO_TELL || bytesPerSecond === 0 ? null : bytesLeft / bytesPerSecond
    this.progress = { ...progress, bytesPerSecond, secondsLeft }
    feed.publish(changed, [], clock.now())
  }

  async walk(isContinued: boolean): Promise<void> {
    const { keeper, live, user, ports, ledger } = this.parts
    this.walkBeganAt = ports.clock.monotonicMs()
    this.scannedFor = new Set(live.projectFolders)
    try {
      const report = await keeper.scan([...this.scannedFor])
      this.whole = isContinued ? addReports(this.whole, report) : report
      ledger.noteScan(report)
      this.untold.add(report)
      this.untold.add(keeper.foreignChanges())
      user.follow(keeper.owns, { stays: ports.host.kind !== 'cli' })
    } finally {
      this.progress = null
    }
  }

  async scanPlaces(places: Places): Promise<void> {
    const { keeper, ledger } = this.parts
    if (!keeper.owns) return this.untold.add(keeper.foreignChanges())
    const report = await keeper.scanPlaces(places)
    ledger.noteScan(report)
    this.untold.add(report)
  }

  async processes(): Promise<'done' | 'walk'> {
    const { settings, live, keeper } = this.parts
    const followed = await settings.follow()
    if (followed !== 'same') this.settingsNews = followed
    await live.look(keeper.queries)
    await this.parts.reader.lookForQuestions()
    if (keeper.isForOthers) return 'walk'
    return live.projectFolders.every((folder) => this.scannedFor.has(folder)) ? 'done' : 'walk'
  }

  async check(): Promise<'same' | 'changed' | 'ended'> {
    const { live, keeper } = this.parts
    if (await live.someEnded()) return 'ended'
    return live.checkClaims(keeper.queries) ? 'changed' : 'same'
  }

  tell(): boolean {
    const { keeper, reader, feed, user, labels, ledger, ports } = this.parts
    const sessions = reader.live()
    const { changed, removed } = this.finder.find(sessions, this.untold)
    if (keeper.owns) for (const id of labels.inherit(() => reader.heirs(this.untold.changed))) changed.add(id)
    if (keeper.owns) for (const id of labels.greet(() => reader.begun())) changed.add(id)
    for (const id of labels.changedElsewhere()) changed.add(id)
    if (this.settingsNews === 'settings') for (const { id } of reader.recent().sessions) changed.add(id)
    const areSettingsNew = this.settingsNews !== 'same'
    this.settingsNews = 'same'
    feed.publish(changed, removed, ports.clock.now(), areSettingsNew)
    if (keeper.owns) this.parts.words.note(this.untold)
    this.untold.told()
    if (user.retire([...this.untold.retired.values()])) {
      keeper.forgetRetired([...this.untold.retired.keys()])
      this.untold.kept()
    }
    user.record(sessions)
    ledger.keep('now and then')
    return changed.size + removed.size > 0
  }

  interrupt(): void {
    this.parts.keeper.interrupt()
  }
}
