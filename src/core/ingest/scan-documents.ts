import type { DocumentSession } from '../../providers/provider.ts'
import type { Logger } from '../ports.ts'
import type { IndexStore } from '../store/index-store.ts'
import type { FileStamp } from '../store/index-types.ts'
import type { Candidate } from './look-at-roots.ts'
import { documentStamp, IN_DOCUMENT, openDocument } from './read-document.ts'
import type { TranscriptReading } from './read-transcript.ts'

/** Writes one session of a document under a path of its own, as if it were a file. */
export type PutSession = (
  document: Candidate,
  path: string,
  session: DocumentSession,
  reading: TranscriptReading,
) => void

export interface ScannedDocuments {
  /** Paths of all sessions that the documents hold, read or not. */
  readonly paths: readonly string[]
  /** Documents that were opened, because something in them changed. */
  readonly opened: number
  readonly problems: readonly { readonly candidate: Candidate; readonly reason: string }[]
}

/** Keeps the sessions of documents true to the disk: opens what changed, and reads the sessions in it that did. */
export class DocumentScanner {
  private readonly store: IndexStore
  private readonly logger: Logger
  /** State of each document when it was read last. */
  private readonly known: Map<string, string>

  constructor(store: IndexStore, logger: Logger) {
    this.store = store
    this.logger = logger
    this.known = store.documents()
  }

  read(
    documents: readonly Candidate[],
    stamps: ReadonlyMap<string, FileStamp>,
    put: PutSession,
  ): ScannedDocuments {
    const paths: string[] = []
    const problems: { candidate: Candidate; reason: string }[] = []
    let opened = 0
    for (const candidate of documents) {
      const stamp = documentStamp(candidate)
      if (this.known.get(candidate.file.path) === stamp) {
        paths.push(...sessionsIn(candidate, stamps))
        continue
      }
      opened++
      try {
        paths.push(...this.readOne(candidate, stamp, stamps, put))
      } catch (cause) {
        this.logger.error(`${candidate.provider.manifest.name}: cannot read ${candidate.file.path}`, cause)
        problems.push({ candidate, reason: cause instanceof Error ? cause.message : String(cause) })
        paths.push(...sessionsIn(candidate, stamps))
      }
    }
    this.forget(new Set(documents.map(({ file }) => file.path)))
    return { paths, opened, problems }
  }

  private readOne(
    candidate: Candidate,
    stamp: string,
    stamps: ReadonlyMap<string, FileStamp>,
    put: PutSession,
  ): string[] {
    const { provider, file } = candidate
    if (!provider.documents) throw new Error(`${provider.manifest.name} has no reader of documents`)
    const document = openDocument(candidate, provider.documents)
    try {
      return this.store.transaction(() => {
        const paths = document.sessions.map((session) => {
          const path = `${file.path}${IN_DOCUMENT}${session.sessionId}`
          if (stamps.get(path)?.fingerprint !== session.stamp) {
            put(candidate, path, session, document.read(session))
          }
          return path
        })
        this.store.putDocument(file.path, stamp)
        this.known.set(file.path, stamp)
        return paths
      })
    } finally {
      document.close()
    }
  }

  /** A document that comes back is read again, whatever it was before. */
  private forget(present: ReadonlySet<string>): void {
    for (const path of [...this.known.keys()].filter((known) => !present.has(known))) {
      this.store.removeDocument(path)
      this.known.delete(path)
    }
  }
}

function sessionsIn({ file }: Candidate, stamps: ReadonlyMap<string, FileStamp>): string[] {
  return [...stamps.keys()].filter((path) => path.startsWith(`${file.path}${IN_DOCUMENT}`))
}
