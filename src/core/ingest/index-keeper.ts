import { join } from 'node:path'
import type { Presence } from '../../providers/provider.ts'
import type { Ports } from '../ports.ts'
import { FIRST_SCAN_DONE, type IndexQueries, openIndexQueries } from '../store/index-queries.ts'
import type { SessionChanges } from '../store/session-changes.ts'
import type { OpenedDatabase } from '../store/open-result.ts'
import { INDEX_FILE, openIndex, StoreRefused } from '../store/open-stores.ts'
import { acquireWriterLock, type WriterLock } from '../store/writer-lock.ts'
import { type Ingest, NOTHING_SCANNED, type ScanListener } from './ingest.ts'
import { type Looker, unchangedSinceLastLook } from './last-look.ts'
import type { Places } from './look-at-places.ts'
import type { ScanReport } from './scan-report.ts'

/** A command that keeps the index is soon done; this long a host waits for its turn instead of showing half an index. */
const LONGEST_WAIT_MS = 60_000
const RETRY_MS = 40

const NO_CHANGES: Omit<SessionChanges, 'revision'> = { changed: [], removed: [] }

interface Owned {
  readonly lock: WriterLock
  readonly ingest: Ingest
  /** Assistants that it looks for. */
  readonly providerIds: readonly string[]
}

/**
 * The index as one process among several has it: kept by this one, which scans the disk, or read while another keeps
 * it. A reader takes over as soon as the keeper is gone.
 */
export class IndexKeeper {
  /** What happened to the store, in sentences for people. */
  readonly events: string[] = []
  private readonly ports: Ports
  private readonly providers: () => readonly Presence[]
  private readonly listener: ScanListener
  private owned: Owned | undefined
  /** A connection that only reads, where ingest has another one. */
  private reading: OpenedDatabase | undefined
  private currentQueries: IndexQueries | undefined
  /** The revision of another process's index up to which changes were told. */
  private seenRevision: number | undefined
  /** What the first scan reports where a look has shown already that there is nothing to do. */
  private nothingNew: ScanReport | undefined

  /** `providers`: those that are looked for now. */
  constructor(ports: Ports, providers: () => readonly Presence[], listener: ScanListener) {
    this.ports = ports
    this.providers = providers
    this.listener = listener
  }

  /** `undefined` until some process has made an index. */
  get queries(): IndexQueries | undefined {
    return this.currentQueries
  }

  get owns(): boolean {
    return this.owned !== undefined
  }

  /**
   * Reads the index without becoming its keeper, where nothing has changed since it was closed: a command that only
   * asks then has nothing to lock, to load or to write. Answers false where that is not so, or not known.
   */
  openUnchanged(): boolean {
    const { clock, dataFolder, environment, version } = this.ports
    const startedAt = clock.monotonicMs()
    const looker: Looker = { version, environment, providers: this.providers() }
    const files = unchangedSinceLastLook(join(dataFolder, INDEX_FILE), looker, clock.now())
    if (files === undefined) return false
    try {
      this.openForReading()
    } catch (error) {
      // The keeper can do more about it than a reader.
      if (!(error instanceof StoreRefused)) throw error
      return false
    }
    const milliseconds = clock.monotonicMs() - startedAt
    this.nothingNew = { ...NOTHING_SCANNED, filesStatted: files, milliseconds }
    return this.currentQueries !== undefined
  }

  /**
   * Becomes the keeper, or a reader of a keeper that stays. Waits for a command that keeps it for a moment, and for a
   * first scan that another process has begun.
   */
  async open(): Promise<void> {
    const { clock, logger } = this.ports
    const giveUpAt = clock.monotonicMs() + LONGEST_WAIT_MS
    while ((await this.tryToOwn()) === 'short-lived keeper' || !this.canShow()) {
      if (clock.monotonicMs() > giveUpAt) {
        logger.warn('another llm-session still reads the transcripts; what is shown may not be whole')
        break
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
    }
    if (!this.owned) this.openForReading()
  }

  /** An index of our own is filled by the first scan; another's is worth showing when that has filled it. */
  private canShow(): boolean {
    if (this.owned) return true
    this.openForReading()
    return this.currentQueries?.meta(FIRST_SCAN_DONE) !== undefined
  }

  /** Brings the index up to date where this process keeps it. */
  async scan(running: readonly string[] = []): Promise<ScanReport> {
    const { nothingNew } = this
    this.nothingNew = undefined
    if (nothingNew) return nothingNew
    this.giveUpDeadIngest()
    await this.lookForOthers()
    if (!this.owned) await this.tryToOwn()
    if (!this.owned) this.openForReading()
    return this.owned ? this.owned.ingest.scan(running) : NOTHING_SCANNED
  }

  /** Looks at some places only, where this process keeps the index and all of it was looked at before. */
  async scanPlaces(places: Places): Promise<ScanReport> {
    return this.owned && !this.owned.ingest.hasEnded()
      ? this.owned.ingest.scanPlaces(places)
      : NOTHING_SCANNED
  }

  /** The last summaries of these sessions are in the person's own database. */
  forgetRetired(ids: readonly string[]): void {
    if (ids.length > 0) this.owned?.ingest.forgetRetired(ids)
  }

  /** Sessions that another process, which keeps the index, has changed since this was last asked. */
  foreignChanges(): Omit<SessionChanges, 'revision'> {
    const { currentQueries: queries } = this
    if (this.owned || !queries) return NO_CHANGES
    // Only an index that took the place of another one is new as a whole.
    this.seenRevision ??= queries.revision()
    const { revision, changed, removed } = queries.changesSince(this.seenRevision)
    this.seenRevision = revision
    return { changed, removed }
  }

  /** Ends a scan that goes on where it stands: for a host that stops. */
  interrupt(): void {
    this.owned?.ingest.interrupt()
  }

  async close(): Promise<void> {
    const { owned, reading } = this
    this.owned = undefined
    this.reading = undefined
    this.currentQueries = undefined
    reading?.close()
    try {
      await owned?.ingest.close()
    } finally {
      owned?.lock.release()
    }
  }

  /** True where this process keeps the index and looks for other assistants than those that are wanted now. */
  get isForOthers(): boolean {
    return this.owned !== undefined && String(this.owned.providerIds) !== String(this.providerIds)
  }

  /** Begins ingest anew where other assistants are wanted: only a whole scan follows, which misses nothing. */
  private async lookForOthers(): Promise<void> {
    const { owned } = this
    if (!owned || !this.isForOthers) return
    this.owned = undefined
    try {
      await owned.ingest.close()
      await this.own(owned.lock)
    } catch (error) {
      owned.lock.release()
      throw error
    }
  }

  private async own(lock: WriterLock): Promise<void> {
    const { providerIds } = this
    this.owned = { lock, ingest: await this.openIngest(), providerIds }
  }

  /** A thread that died (out of memory, say) does not come back: it is begun anew, here or by another process. */
  private giveUpDeadIngest(): void {
    if (!this.owned?.ingest.hasEnded()) return
    this.owned.lock.release()
    this.owned = undefined
  }

  private async tryToOwn(): Promise<'owned' | 'long-lived keeper' | 'short-lived keeper'> {
    const { clock, dataFolder, host } = this.ports
    const lock = acquireWriterLock(dataFolder, {
      pid: process.pid,
      kind: host.kind,
      startedAt: clock.now().getTime(),
    })
    if (lock.kind === 'unavailable') throw new StoreRefused(lock.sentence)
    if (lock.kind === 'taken') {
      return lock.owner === undefined || lock.owner.kind === 'cli'
        ? 'short-lived keeper'
        : 'long-lived keeper'
    }
    try {
      await this.own(lock)
      return 'owned'
    } catch (error) {
      lock.release()
      throw error
    }
  }

  /** A command reads in its own thread, for it has nothing else to do; a host that answers others does not. */
  private openIngest(): Promise<Ingest> {
    return this.ports.host.kind === 'cli' ? this.openInlineIngest() : this.openWorkerIngest()
  }

  /** What reads transcripts is loaded here: a command that only reads an index waits for none of it. */
  private async openInlineIngest(): Promise<Ingest> {
    const { createInlineIngest } = await import('./inline-ingest.ts')
    const { providers } = await import('../../providers/registry.ts')
    const { clock, dataFolder, environment, logger, version } = this.ports
    this.reading?.close()
    this.reading = undefined
    const opened = openIndex(dataFolder, 'own', () => clock.now())
    if (!opened) throw new Error('an index of our own is made where it is missing')
    this.show(opened)
    return createInlineIngest({
      opened,
      providers: providers.filter(({ manifest }) => this.providerIds.includes(manifest.id)),
      environment,
      version,
      clock,
      logger,
      ...this.listener,
    })
  }

  private async openWorkerIngest(): Promise<Ingest> {
    const { openWorkerIngest } = await import('./worker-ingest.ts')
    const { dataFolder, environment, logger, version } = this.ports
    // What was read so far stays open meanwhile: questions are asked while the thread starts.
    const ingest = await openWorkerIngest(
      { dataFolder, environment, version, providerIds: this.providerIds },
      logger,
      this.listener,
    )
    this.events.push(...ingest.events)
    this.openForReading()
    return ingest
  }

  private get providerIds(): readonly string[] {
    return this.providers().map((provider) => provider.manifest.id)
  }

  /** Opens the index, or opens it anew where the keeper has replaced the file. */
  private openForReading(): void {
    if (this.reading?.place() === 'here') return
    if (this.reading) this.seenRevision = 0
    this.reading?.close()
    this.reading = openIndex(this.ports.dataFolder, 'read', () => this.ports.clock.now())
    this.show(this.reading)
  }

  private show(opened: OpenedDatabase | undefined): void {
    this.currentQueries = opened && openIndexQueries(opened.database)
    this.events.push(...(opened?.events ?? []))
  }
}
