import { setImmediate } from 'node:timers/promises'
import { LineReader } from '../ingest/read-lines.ts'
import type { Clock, Logger } from '../ports.ts'
import type { OpenedDatabase } from '../store/open-result.ts'
import { openText } from '../store/open-stores.ts'
import { type TextStore, textStoreIn } from '../store/text-store.ts'
import type { ListedTranscript } from '../store/transcript-queries.ts'
import { type FindRequest, findMessages, type Hits } from './find-messages.ts'
import { type OpenTranscript, stampOf, TextIndexer, type TextProgress } from './text-indexer.ts'

/** What the thread that searches is begun with. */
export interface DeskStart {
  readonly dataFolder: string
  /** True for the process that keeps the index: it alone writes. */
  readonly keeps: boolean
}

export interface DeskParts extends DeskStart {
  readonly open: OpenTranscript
  readonly clock: Pick<Clock, 'now'>
  readonly logger: Pick<Logger, 'error'>
  readonly onProgress: (progress: TextProgress) => void
}

/** The words of messages, in the thread that holds them. Methods reject with `StoreRefused` where they cannot be kept. */
export class SearchDesk {
  private readonly parts: DeskParts
  private opened: OpenedDatabase | undefined
  private store: TextStore | undefined
  private indexer: TextIndexer | undefined
  /** Updates follow each other; questions are answered between two files of one. */
  private updates = Promise.resolve()
  private isClosing = false

  constructor(parts: DeskParts) {
    this.parts = parts
  }

  /** Does nothing for a process that does not keep the index. */
  update(files: readonly ListedTranscript[], isAll: boolean): Promise<void> {
    const update = this.updates.then(() => this.take(files, isAll))
    this.updates = update.catch(() => {})
    return update
  }

  /** `transcripts`: how many of `files` it looked in as they are now. */
  async find(
    request: FindRequest,
    files: readonly ListedTranscript[],
  ): Promise<{ readonly hits: Hits; readonly transcripts: number }> {
    const store = this.openedStore()
    if (!store) return { hits: { hits: [], next: undefined }, transcripts: 0 }
    return {
      hits: await findMessages(store, this.parts.open, request),
      transcripts: worded(store, files),
    }
  }

  /** An update ends behind the file that it is at, so that nothing is done twice. */
  async close(): Promise<void> {
    this.isClosing = true
    await this.updates
    this.opened?.close()
  }

  private async take(files: readonly ListedTranscript[], isAll: boolean): Promise<void> {
    const { keeps, open, logger, onProgress } = this.parts
    const store = keeps ? this.openedStore() : undefined
    if (!store) return
    this.indexer ??= new TextIndexer({ store, open, lines: new LineReader(), logger })
    for await (const progress of this.indexer.update(files, isAll)) {
      onProgress(progress)
      await setImmediate()
      if (this.isClosing) break
    }
  }

  /** `undefined` until the process that keeps the words has made them. */
  private openedStore(): TextStore | undefined {
    const { dataFolder, keeps, clock } = this.parts
    this.opened ??= openText(dataFolder, keeps ? 'own' : 'read', () => clock.now())
    this.store ??= this.opened && textStoreIn(this.opened.database)
    return this.store
  }
}

/** How many of the transcripts have the words taken that they hold now. */
function worded(store: TextStore, files: readonly ListedTranscript[]): number {
  const known = store.transcripts()
  return files.filter((file) => known.get(file.path)?.stamp === stampOf(file)).length
}
