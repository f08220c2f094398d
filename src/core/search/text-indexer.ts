import { ConversationUnreadable, type SourceFile } from '../conversation/conversation-source.ts'
import type { DocumentTranscript } from '../conversation/document-transcript.ts'
import type { EntrySink } from '../conversation/entry-sink.ts'
import { LineTranscript } from '../conversation/line-transcript.ts'
import type { LineReader } from '../ingest/read-lines.ts'
import type { Logger } from '../ports.ts'
import { isIndexTrouble } from '../store/index-store.ts'
import type { ListedTranscript } from '../store/transcript-queries.ts'
import type { TextStore, WordedMessage, WordedTranscript } from '../store/text-store.ts'
import { searchedText } from './message-words.ts'

/** Opens a transcript; `undefined` where what is said in it is not read. Rejects with `ConversationUnreadable`. */
export type OpenTranscript = (
  file: SourceFile & { readonly provider: string },
) => Promise<LineTranscript | DocumentTranscript | undefined>

export interface TextProgress {
  readonly filesDone: number
  readonly filesTotal: number
}

export interface IndexerParts {
  readonly store: TextStore
  readonly open: OpenTranscript
  readonly lines: LineReader
  readonly logger: Pick<Logger, 'error'>
}

/** Characters that are gathered before they are written: the search engine sorts a lot at once quicker than little often. */
const BATCH_CHARACTERS = 2 << 20
/** Transcripts that are being written to: each is read on from where it stood, without what stands before. */
const FOLLOWED = 64
/** Stamp of a transcript that could not be read: the next update tries again. */
const UNREAD = ''

type Stored = WordedTranscript & { readonly id: number }

/** Keeps the words of all messages true to the transcripts. Owns the writing connection. */
export class TextIndexer {
  private readonly parts: IndexerParts
  /** Transcripts that grew lately, the last one last. */
  private readonly followed = new Map<string, LineTranscript>()
  private known: Map<string, Stored>
  private messages: WordedMessage[] = []
  private characters = 0

  constructor(parts: IndexerParts) {
    this.parts = parts
    this.known = parts.store.transcripts()
  }

  /**
   * Takes the words of what is new in `files`, file by file; left between two of them, it keeps what it has.
   * `isAll`: there are no other transcripts, and those that are known besides are forgotten.
   */
  async *update(files: readonly ListedTranscript[], isAll: boolean): AsyncGenerator<TextProgress, void> {
    const changed = files.filter((file) => this.known.get(file.path)?.stamp !== stampOf(file))
    let isBroken = false
    try {
      if (isAll) this.forgetAllBut(new Set(files.map(({ path }) => path)))
      for (const [filesDone, file] of changed.entries()) {
        yield { filesDone, filesTotal: changed.length }
        await this.take(file)
        if (this.characters >= BATCH_CHARACTERS) this.write()
      }
    } catch (cause) {
      isBroken = true
      throw cause
    } finally {
      this.finish(isBroken)
    }
  }

  private finish(isBroken: boolean): void {
    this.parts.lines.shrink()
    try {
      if (!isBroken && (this.parts.store.isWriting || this.messages.length > 0)) this.write()
    } catch (cause) {
      this.forgetUnwritten()
      throw cause
    }
    if (isBroken) this.forgetUnwritten()
  }

  /** For trouble with the store, such as a full disk: what is kept is true, and the next update goes on from there. */
  private forgetUnwritten(): void {
    const { store } = this.parts
    if (store.isWriting) store.rollback()
    this.messages = []
    this.characters = 0
    this.followed.clear()
    this.known = store.transcripts()
  }

  private forgetAllBut(paths: ReadonlySet<string>): void {
    for (const [path, { id }] of this.known) {
      if (paths.has(path)) continue
      this.beginWriting()
      this.parts.store.remove(id)
      this.known.delete(path)
      this.followed.delete(path)
    }
  }

  private async take(file: ListedTranscript): Promise<void> {
    try {
      const followed = this.followed.get(file.path)
      if (followed && followed.growth() !== 'replaced') return this.takeLines(file, followed)
      const transcript = await this.parts.open(file)
      this.clear(file)
      if (transcript instanceof LineTranscript) this.takeLines(file, transcript)
      else if (transcript) transcript.read(this.sinkFor(file, this.remember(file, stampOf(file)).id), 0)
      else this.remember(file, stampOf(file))
    } catch (cause) {
      if (isIndexTrouble(cause)) throw cause
      this.clear(file)
      if (cause instanceof ConversationUnreadable) return void this.remember(file, UNREAD)
      // One transcript that breaks its reader must not stop the others; it is tried again when it changes.
      this.parts.logger.error(`cannot take the words of ${file.path}`, cause)
      this.remember(file, stampOf(file))
    }
  }

  private takeLines(file: ListedTranscript, transcript: LineTranscript): void {
    const { id } = this.remember(file, stampOf(file))
    transcript.readOn(this.parts.lines, this.sinkFor(file, id), 0)
    this.followed.delete(file.path)
    this.followed.set(file.path, transcript)
    const [oldest] = this.followed.keys()
    if (this.followed.size > FOLLOWED && oldest !== undefined) this.followed.delete(oldest)
  }

  private sinkFor({ mtimeMs }: ListedTranscript, transcriptId: number): EntrySink {
    let order = 0
    return {
      take: (entry, { offset, bytes, nth }) => {
        // Without a time of its own, a message stands behind the one before it.
        order = entry.at ?? (order === 0 ? mtimeMs : order + 1)
        const text = searchedText(entry)
        if (text === undefined || entry.kind === 'facts') return
        const { kind, at = null } = entry
        this.messages.push({ transcriptId, kind, at, order, offset, bytes, nth, text })
        this.characters += text.length
        if (this.characters >= BATCH_CHARACTERS) this.flush()
      },
    }
  }

  private remember(file: ListedTranscript, stamp: string): Stored {
    this.beginWriting()
    const { path, root, provider, sessionId, isSubagent } = file
    const row = { path, root, provider, sessionId, isSubagent, stamp }
    const stored = { id: this.parts.store.put(row), ...row }
    this.known.set(path, stored)
    return stored
  }

  /** Takes back all words of a transcript, also those that are not written yet. */
  private clear({ path }: ListedTranscript): void {
    this.followed.delete(path)
    const stored = this.known.get(path)
    if (!stored) return
    this.beginWriting()
    this.parts.store.clear(stored.id)
    this.messages = this.messages.filter(({ transcriptId }) => transcriptId !== stored.id)
  }

  private beginWriting(): void {
    if (!this.parts.store.isWriting) this.parts.store.begin()
  }

  /** Into the transaction, which ends behind a whole transcript only. */
  private flush(): void {
    this.beginWriting()
    this.parts.store.add(this.messages.sort((a, b) => a.order - b.order))
    this.messages = []
    this.characters = 0
  }

  private write(): void {
    this.flush()
    this.parts.store.commit()
  }
}

/** Names the state of a transcript that its words were taken in. */
export function stampOf({ size, mtimeMs }: ListedTranscript): string {
  return `${size} ${mtimeMs}`
}
