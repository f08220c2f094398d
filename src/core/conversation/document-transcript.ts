import { lstatSync, type Stats } from 'node:fs'
import type {
  DocumentConversation,
  DocumentFile,
  DocumentReader,
  DocumentSession,
} from '../../providers/provider.ts'
import type { ConversationEntry, EntryPlace } from '../../shared/domain/conversation.ts'
import { systemErrorCode, troubleOf } from '../files/file-trouble.ts'
import { documentStamp } from '../ingest/document-stamp.ts'
import { IN_DOCUMENT, openDocumentFile } from '../ingest/read-document.ts'
import { ConversationUnreadable, type SourceFile } from './conversation-source.ts'
import type { EntrySink } from './entry-sink.ts'
import { pathBelow } from './path-below.ts'

/** Texts of a document's conversation are kept up to here, in UTF-16 units; of a larger one they are read anew. */
const MOST_KEPT = 16 << 20
/** Bytes of a document up to which its reader is asked whether it is the same. */
const SMALL = 1 << 20

/** One session in a document: it is read as a whole, and again whenever the document changes. */
export class DocumentTranscript {
  readonly path: string
  private readonly document: string
  private readonly root: string
  private readonly reader: DocumentReader
  private readonly conversation: DocumentConversation
  /** Names what was read. */
  stamp: string | undefined
  private sessionStamp: string | undefined
  private kept: readonly ConversationEntry[] | undefined

  /** `document`: path of the document that the file is a session in. */
  constructor(
    { path, root }: SourceFile,
    document: string,
    reader: DocumentReader,
    conversation: DocumentConversation,
  ) {
    this.path = path
    this.document = document
    this.root = root
    this.reader = reader
    this.conversation = conversation
  }

  /** True where it is as it was when it was read. Throws `ConversationUnreadable`. */
  isSame(): boolean {
    if (this.currentStamp() !== this.stamp) return false
    // A small one may only name a session whose messages are files of their own: its reader knows.
    if (this.stat().size > SMALL) return true
    return this.withDocument((_document, { stamp }) => stamp === this.sessionStamp)
  }

  read(sink: EntrySink, file: number): void {
    this.stamp = this.currentStamp()
    const entries = this.allEntries()
    entries.forEach((entry, nth) => sink.take(entry, { file, offset: -1, bytes: 0, nth }))
    const units = entries.reduce((sum, { text }) => sum + text.length, 0)
    this.kept = units <= MOST_KEPT ? entries : undefined
  }

  texts(places: readonly EntryPlace[]): string[] {
    return this.entries(places).map(({ text }) => text)
  }

  entries(places: readonly EntryPlace[]): ConversationEntry[] {
    const entries = this.kept ?? this.allEntries()
    return places.map(({ nth }) => {
      const entry = entries[nth]
      if (!entry) throw new ConversationUnreadable(this.path, 'The transcript changed while it was read.')
      return entry
    })
  }

  private currentStamp(): string {
    const { dev, ino, size, mtimeMs } = this.stat()
    return documentStamp({ path: this.document, dev, ino, sizeBytes: size, mtimeMs })
  }

  private stat(): Stats {
    try {
      return lstatSync(this.document)
    } catch (cause) {
      throw unreadable(this.path, troubleOf(cause))
    }
  }

  private allEntries(): readonly ConversationEntry[] {
    return this.withDocument((document, session) => {
      this.sessionStamp = session.stamp
      return this.conversation(document, session)
    })
  }

  private withDocument<T>(work: (document: DocumentFile, session: DocumentSession) => T): T {
    const { mtimeMs, birthtimeMs } = this.stat()
    const relativePath = pathBelow(this.root, this.document)
    const { document, close } = openDocumentFile({ path: this.document, relativePath, mtimeMs, birthtimeMs })
    try {
      const sessionId = this.path.slice(this.document.length + IN_DOCUMENT.length)
      const session = this.reader.sessions(document).find((candidate) => candidate.sessionId === sessionId)
      if (!session) throw unreadable(this.path, 'the session is no longer in it')
      return work(document, session)
    } catch (cause) {
      if (cause instanceof ConversationUnreadable) throw cause
      // Readers throw where a document is not what its name says; the core cannot tell that from a bug in one.
      throw unreadable(this.path, cause instanceof Error ? cause.message : String(cause))
    } finally {
      close()
    }
  }
}

/** Path of the document that a session's path leads into; `undefined` for a transcript of its own. */
export function documentIn(path: string): string | undefined {
  for (let at = path.indexOf(IN_DOCUMENT); at >= 0; at = path.indexOf(IN_DOCUMENT, at + 1)) {
    const document = path.slice(0, at)
    if (isFile(document) && !isFile(path)) return document
  }
  return undefined
}

function isFile(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false
  } catch (cause) {
    if (systemErrorCode(cause) === undefined) throw cause
    return false
  }
}

function unreadable(path: string, reason: string): ConversationUnreadable {
  return new ConversationUnreadable(path, `The transcript cannot be read: ${reason}.`)
}
