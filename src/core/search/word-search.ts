import type { IndexKeeper } from '../ingest/index-keeper.ts'
import type { Ports } from '../ports.ts'
import type { ListedTranscript } from '../store/transcript-queries.ts'
import type { FindRequest, Hits } from './find-messages.ts'
import type { SearchThread } from './search-thread.ts'
import type { TextProgress } from './text-indexer.ts'

/** From the first look until words are taken: whoever starts a host wants to see sessions first. */
const FIRST_DELAY_MS = 10_000
/** From a change until its words are taken: rarely, for the thread that does it takes 100 MB while it is there. */
const PACE_MS = 5 * 60_000
/** A thread that has nothing to do for so long is ended. */
const IDLE_MS = 5_000

/** What was found, and how many of the transcripts it was looked for in as they are now. */
export interface Found extends Hits {
  readonly transcripts: number
  readonly transcriptsTotal: number
}

/** What a look found. */
export interface LookedAt {
  readonly changed: Iterable<string>
  readonly removed: ReadonlySet<string>
}

export interface WordSearchParts {
  readonly ports: Pick<Ports, 'dataFolder' | 'host' | 'logger'>
  readonly keeper: Pick<IndexKeeper, 'owns' | 'queries'>
  /** Assistants whose sessions are searched. */
  readonly providerIds: () => ReadonlySet<string>
}

/**
 * Finds messages by their words. They are taken from the transcripts in a second pass, by a thread of low priority,
 * behind the looks that count tokens and states: those are never later for it.
 */
export class WordSearch {
  private readonly parts: WordSearchParts
  private thread: SearchThread | undefined
  /** Sessions whose transcripts changed since the last update; `all` before the first one. */
  private changed: Set<string> | 'all' = 'all'
  private timer: NodeJS.Timeout | undefined
  private idle: NodeJS.Timeout | undefined
  /** Settles when no thread that was given up goes on. */
  private ending = Promise.resolve()
  private isClosed = false

  constructor(parts: WordSearchParts) {
    this.parts = parts
  }

  /** Has the words of what a look found taken soon, where this process keeps the index and goes on. */
  note({ changed, removed }: LookedAt): void {
    const isFirst = this.changed === 'all'
    if (removed.size > 0) this.changed = 'all'
    if (this.changed !== 'all') for (const id of changed) this.changed.add(id)
    if (this.parts.ports.host.kind !== 'cli') this.updateIn(isFirst ? FIRST_DELAY_MS : PACE_MS)
  }

  /** Takes the words of all that changed, now. Does nothing where another process keeps the index. */
  async update(onProgress?: (progress: TextProgress) => void): Promise<void> {
    const { queries, owns } = this.parts.keeper
    if (!queries || !owns) return
    const { changed } = this
    this.changed = new Set()
    try {
      const thread = await this.running()
      thread.onProgress = onProgress
      await thread.ask({ kind: 'update', files: this.transcripts(changed), isAll: changed === 'all' })
    } catch (error) {
      this.changed = 'all'
      throw error
    } finally {
      this.rest()
    }
  }

  /** Looks in what was taken so far. Rejects with `StoreRefused` where the words cannot be read. */
  async find(request: FindRequest): Promise<Found> {
    try {
      const files = this.transcripts('all')
      const answer = await (await this.running()).ask({ kind: 'find', request, files })
      if (answer.kind !== 'found') throw new Error('a question is answered with what was found')
      return { ...answer.hits, transcripts: answer.transcripts, transcriptsTotal: files.length }
    } finally {
      this.rest()
    }
  }

  async close(): Promise<void> {
    this.isClosed = true
    clearTimeout(this.timer)
    await this.endThread()
  }

  /** The newest first. */
  private transcripts(of: ReadonlySet<string> | 'all'): readonly ListedTranscript[] {
    const { queries } = this.parts.keeper
    if (!queries) return []
    const ids = this.parts.providerIds()
    const listed =
      of === 'all' ? queries.listTranscripts() : [...of].flatMap((id) => queries.listTranscriptsOf(id))
    return listed.filter(({ provider }) => ids.has(provider))
  }

  private updateIn(milliseconds: number): void {
    const hasWork = this.changed === 'all' || this.changed.size > 0
    if (!hasWork || this.timer || this.isClosed || !this.parts.keeper.owns) return
    this.timer = setTimeout(() => {
      this.update()
        .catch((cause: unknown) => this.parts.ports.logger.error('cannot take the words of messages', cause))
        .finally(() => {
          this.timer = undefined
          this.updateIn(PACE_MS)
        })
    }, milliseconds)
    this.timer.unref()
  }

  /** Begun anew where it died, and where this process has become the keeper of the index or ceased to be it. */
  private async running(): Promise<SearchThread> {
    clearTimeout(this.idle)
    const { keeper, ports } = this.parts
    const { SearchThread } = await import('./search-thread.ts')
    if (this.thread && (this.thread.hasEnded || this.thread.keeps !== keeper.owns)) void this.endThread()
    // Two threads never keep the words at once.
    await this.ending
    this.thread ??= new SearchThread({ dataFolder: ports.dataFolder, keeps: keeper.owns }, ports.logger)
    return this.thread
  }

  private rest(): void {
    clearTimeout(this.idle)
    this.idle = setTimeout(() => void this.endThread(), IDLE_MS)
    this.idle.unref()
  }

  private endThread(): Promise<void> {
    clearTimeout(this.idle)
    const { thread } = this
    this.thread = undefined
    if (thread) this.ending = this.ending.then(() => thread.close())
    return this.ending
  }
}
